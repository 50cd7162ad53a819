package com.practice.jobflow.k8s.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random JobFlows in a cluster where everything goes wrong, in random order: what must hold, holds
 * at every step, every run ends, and then there is silence.
 *
 * <p>{@code -Djobflow.simulation.schedules=100000} tries more, {@code -Djobflow.simulation.seed=7}
 * one again.
 */
class SimulationTest {
  private static final long SCHEDULES = Long.getLong("jobflow.simulation.schedules", 2_000);
  private static final long FIRST = Long.getLong("jobflow.simulation.first", 1);
  private static final long SEED = Long.getLong("jobflow.simulation.seed", 0);

  @Test
  void keepsEveryPromiseUnderEveryFault() {
    assertNoneFails(seeds(), Scenario::of);
  }

  /** Each of these has found something once, and lies beyond what every build tries. */
  @Test
  void keepsThePromisesThatItBrokeOnce() {
    assertNoneFails(
        LongStream.of(
            7_292, 11_142, 20_283, 27_207, 35_311, 38_236, 43_204, 51_725, 67_086, 69_491, 70_613,
            70_675, 74_671, 81_696, 94_199, 97_041, 105_117, 118_020, 122_833, 135_633, 162_874,
            187_508, 192_531, 266_913, 1_098_173, 1_099_234),
        seed -> Scenario.of(seed).patient());
  }

  /** Each of these has found an operator that watches pods too trusting. */
  @Test
  void keepsThePromisesThatPromptEdgesBrokeOnce() {
    assertNoneFails(LongStream.of(51_549, 64_008, 238_730, 262_309), Scenario::of);
  }

  private static void assertNoneFails(LongStream seeds, LongFunction<Scenario> scenario) {
    List<Long> failing =
        seeds
            .parallel()
            .filter(seed -> !SimulatedRun.of(scenario.apply(seed), new Mutation()).isClean())
            .sorted()
            .limit(10)
            .boxed()
            .toList();

    assertThat(failing)
        .as(
            () ->
                "failing seeds, of which the first:\n"
                    + Shrinker.explain(scenario.apply(failing.get(0)), Mutation::new))
        .isEmpty();
  }

  private static LongStream seeds() {
    return SEED == 0 ? LongStream.range(FIRST, FIRST + SCHEDULES) : LongStream.of(SEED);
  }
}
