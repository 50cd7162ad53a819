package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to processes, clocks and wires: never two who may write, and at last one. */
class ElectionScheduleTest {
  private static final int SCHEDULES = 40;

  static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverHaveTwoElectorsTheRightToWriteAtTheSameTime(long seed) {
    for (int i = 0; i < SCHEDULES; i++) {
      ElectionSimulation simulation = new ElectionSimulation(seed * SCHEDULES + i);

      simulation.run();

      assertThat(simulation.violations()).isEmpty();
      assertThat(simulation.leader()).as("somebody leads in the end").isPresent();
    }
  }

  @Test
  void theSchedulesAreWorthTheirName() {
    int terms = 0;
    int losses = 0;
    for (int i = 0; i < SCHEDULES; i++) {
      ElectionSimulation simulation = new ElectionSimulation(i);
      simulation.run();
      terms += simulation.terms();
      losses += simulation.losses();
    }

    assertThat(terms).isGreaterThan(3 * SCHEDULES);
    assertThat(losses).isGreaterThan(SCHEDULES);
  }
}
