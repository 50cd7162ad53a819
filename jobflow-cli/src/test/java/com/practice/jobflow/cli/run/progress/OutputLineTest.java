package com.practice.jobflow.cli.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputLineTest {
  private static final String RED = "\u001b[31mred";

  @Test
  void plainTextWithTabsIsLeftAsItIs() {
    assertThat(OutputLine.of("a\tb é 漢 €", true)).isEqualTo("a\tb é 漢 €");
    assertThat(OutputLine.of("", true)).isEmpty();
  }

  @Test
  void coloursEndWithTheLine() {
    assertThat(OutputLine.of(RED + "\t!", true)).isEqualTo(RED + "\t!\u001b[0m");
  }

  @Test
  void coloursAreLeftOutWhereThereAreNone() {
    assertThat(OutputLine.of("a " + RED + "\u001b[m!", false)).isEqualTo("a red!");
  }

  @Test
  void allElseThatDrivesATerminalIsMadeVisible() {
    assertThat(OutputLine.of("\u001b[2J\u001b]0;t\u0007\u009b1m\u202ex\b", true))
        .isEqualTo("\\u001b[2J\\u001b]0;t\\u0007\\u009b1m\\u202ex\\u0008");
    assertThat(OutputLine.of("\u001b[\u001b[31m31m", false)).isEqualTo("\\u001b[31m");
  }
}
