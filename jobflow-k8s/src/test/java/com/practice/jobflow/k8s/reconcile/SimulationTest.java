package com.practice.jobflow.k8s.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random JobFlows under random faults, in random order: what must hold, holds; and every run ends.
 */
class SimulationTest {
  /** More than a build has time for: {@code -Djobflow.simulations=10000}. */
  private static final long RUNS = Long.getLong("jobflow.simulations", 50);

  private static final long FIRST = Long.getLong("jobflow.simulations.from", 1);

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + RUNS);
  }

  @ParameterizedTest(name = "one operator, seed {0}")
  @MethodSource("seeds")
  void oneOperatorThatIsKilledNowAndThen(long seed) {
    Simulation simulation = new Simulation(seed, 1);

    simulation.run();

    assertThat(simulation.violations()).isEmpty();
    assertThat(simulation.lastsForEver()).as("the end state").isEqualTo("");
  }

  @ParameterizedTest(name = "two operators, seed {0}")
  @MethodSource("seeds")
  void twoOperatorsAtOnce(long seed) {
    Simulation simulation = new Simulation(seed, 2);

    simulation.run();

    assertThat(simulation.violations()).isEmpty();
    assertThat(simulation.lastsForEver()).as("the end state").isEqualTo("");
  }
}
