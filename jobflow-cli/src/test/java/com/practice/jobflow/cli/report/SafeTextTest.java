package com.practice.jobflow.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
  @ParameterizedTest(name = "U+{0} is shown as {1}")
  @CsvSource({
    "1b, \\u001b",
    "0, \\u0000",
    "9b, \\u009b",
    "7f, \\u007f",
    "a, \\n",
    "ad, \\u00ad",
    "200b, \\u200b",
    "202e, \\u202e",
    "2028, \\u2028",
    "2060, \\u2060",
    "feff, \\ufeff",
    "d800, \\ud800",
    "e0041, \\udb40\\udc41"
  })
  void showsWhatDrivesTheTerminalOrDeceivesTheEye(String character, String shown) {
    String text = Character.toString(Integer.parseInt(character, 16));

    assertThat(SafeText.of("a" + text + "b")).isEqualTo("a" + shown + "b");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"plain text ~", "Größe", "日本語", "😀", "עברית"})
  void leavesWritingAlone(String text) {
    assertThat(SafeText.of(text)).isEqualTo(text);
  }
}
