package com.practice.jobflow.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.manifest.ScalarValue.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl's YAML reader makes of plain scalars. */
class ScalarsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-7, -7",
    "+7, 7",
    "007, 7",
    "010, 8",
    "0o10, 8",
    "0x1F, 31",
    "0b101, 5",
    "1_000, 1000",
    "2.0, 2",
    "08, 8",
    "1e+3, 1000",
    "1e3, 1000",
    "-2E2, -200",
    "5., 5",
    "1.e1, 10",
    "18446744073709551615, 18446744073709551615",
    "-9223372036854775808, -9223372036854775808",
    "-0x10, -16",
    ".5e3, 500"
  })
  void readsWholeNumbers(String text, String canonical) {
    ScalarValue value = Scalars.plain(text, 1, 1);

    assertThat(value.kind()).isEqualTo(Kind.INTEGER);
    assertThat(value.canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", ".5", "-0.25", "1.5e-3", "1e+30"})
  void readsOtherNumbers(String text) {
    assertThat(Scalars.plain(text, 1, 1).kind()).isEqualTo(Kind.NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3",
        "busybox",
        "10s",
        "-",
        "+",
        ".",
        "--1",
        "0x",
        "0b12",
        "2026-01-31",
        "1:30",
        "0xg",
        "-a",
        "..",
        "tRUE",
        "yEs"
      })
  void readsEverythingElseAsText(String text) {
    assertThat(Scalars.plain(text, 1, 1).kind()).isEqualTo(Kind.STRING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "y", "Y", "True", "ON"})
  void takesWordsOfYaml11ForTrue(String text) {
    assertThat(Scalars.plain(text, 1, 1).plain()).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "NULL"})
  void takesNothingForNull(String text) {
    assertThat(Scalars.plain(text, 1, 1).isNull()).isTrue();
  }
}
