package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.preflight.Obstacle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OperatorTest {
  @Test
  void isStartedAnewWhenItStaysBlindForNoReasonOfTheClusters() {
    assertThat(Operator.isBlindForGood(Duration.ofMinutes(5), List.of())).isFalse();
    assertThat(Operator.isBlindForGood(Duration.ofMinutes(6), List.of())).isTrue();
  }

  @Test
  void isNotStartedAnewWhileTheApiServerIsAway() {
    Obstacle away = new Obstacle("server", "the API server cannot be reached");

    assertThat(Operator.isBlindForGood(Duration.ofHours(1), List.of(away))).isFalse();
  }

  @Test
  void looksWhetherSomethingIsInTheWayEachTimeAnInformerIsReplaced() {
    AtomicInteger alarms = new AtomicInteger();

    new TroubleListener(alarms::incrementAndGet).informerHealed("jobs");

    assertThat(alarms).hasValue(1);
  }
}
