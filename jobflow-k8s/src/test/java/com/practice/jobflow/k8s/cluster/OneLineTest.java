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
  void cutsWhatNobodyReads() {
    assertThat(OneLine.of("x".repeat(100_000))).hasSizeLessThan(600);
  }
}
