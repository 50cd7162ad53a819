package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseSettingsTest {
  private static final LeaseSettings USUAL = LeaseSettings.of("ns", "jobflow", "pod");

  @Test
  void noTwoProcessesOfAPodShareAnIdentity() {
    assertThat(USUAL.identity())
        .startsWith("pod_")
        .isNotEqualTo(LeaseSettings.of("ns", "jobflow", "pod").identity());
  }

  @Test
  void aLeaseThatRunsOutBeforeItsLeaderStopsIsRefused() {
    assertThatThrownBy(() -> lasting(10_000, 10_000, 2_000))
        .hasMessageContaining("lease duration (PT10S) must be longer than the renew deadline");
  }

  @Test
  void aDeadlineBeforeTheSecondAttemptIsRefused() {
    assertThatThrownBy(() -> lasting(15_000, 2_400, 2_000))
        .hasMessageContaining("longer than 1.2 times the retry period (PT2S)");
  }

  @Test
  void whatALeaseCannotSayIsRefused() {
    assertThatThrownBy(() -> lasting(1_500, 1_000, 200)).hasMessageContaining("whole seconds");
    assertThatThrownBy(() -> lasting(0, -1_000, 200)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> lasting(15_000, 10_000, 0)).hasMessageContaining("positive");
    assertThatThrownBy(() -> LeaseSettings.of("", "jobflow", "pod")).hasMessageContaining("needs");
  }

  private static LeaseSettings lasting(int lease, int deadline, int retry) {
    return USUAL.lasting(
        Duration.ofMillis(lease), Duration.ofMillis(deadline), Duration.ofMillis(retry));
  }
}
