package com.practice.jobflow.k8s.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.simulation.SimulatedRun.Report;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation has teeth: whoever breaks the controller is caught by one of its schedules. */
class MutantsTest {
  /** No more than {@link SimulationTest} tries in every build. */
  private static final long SCHEDULES = 2_000;

  private static final Map<Mutant, String> CAUGHT = new EnumMap<>(Mutant.class);

  @ParameterizedTest
  @EnumSource
  void isCaught(Mutant mutant) {
    OptionalLong seed =
        LongStream.rangeClosed(1, SCHEDULES)
            .filter(each -> !run(mutant, each).isClean())
            .findFirst();

    assertThat(seed).as("a schedule that catches %s", mutant).isPresent();
    String violation = run(mutant, seed.getAsLong()).violations().get(0);
    CAUGHT.put(
        mutant,
        String.format(
            Locale.ROOT,
            "%-40s after %4d schedules: %s",
            mutant,
            seed.getAsLong(),
            violation.length() <= 100 ? violation : violation.substring(0, 100)));
  }

  @AfterAll
  static void printTable() {
    CAUGHT.values().forEach(System.out::println);
  }

  private static Report run(Mutant mutant, long seed) {
    return SimulatedRun.of(Scenario.of(seed), mutant.mutation());
  }
}
