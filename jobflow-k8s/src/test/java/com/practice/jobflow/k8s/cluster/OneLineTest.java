package com.practice.jobflow.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void letsNobodyForgeALineOrDriveATerminal() {
    assertThat(OneLine.of("no\r\n2026 ERROR forged \u001b[31mred\u2028x\u202ey"))
        .isEqualTo("no 2026 ERROR forged  [31mred x y");
  }

  @Test
  void leavesNothingThatDrivesATerminalOrHides() {
    assertThat(OneLine.plain("a\u009b31mb\u00adc\u200bd\u2029e")).isEqualTo("a 31mb c d e");
    assertThat(OneLine.plain("Größe 日本 😀")).isEqualTo("Größe 日本 😀");
  }

  @Test
  void cutsWhatNobodyReads() {
    assertThat(OneLine.of("x".repeat(100_000))).hasSizeLessThan(600);
  }
}
