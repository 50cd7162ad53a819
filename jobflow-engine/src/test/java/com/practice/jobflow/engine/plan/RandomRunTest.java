package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.fixture.RandomDags;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random graphs, policies, Jobs, orders and times. After every single event the {@link Jury} holds
 * plan, FlowRun, a resumed FlowRun and the oracle against each other and against the promises; the
 * driver holds that every run ends.
 */
class RandomRunTest {

  static Stream<Seeds> small() {
    return Seeds.below(10_000, 100);
  }

  static Stream<Seeds> large() {
    return Seeds.below(40, 4);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("small")
  void allAgreeAfterEveryEvent(Seeds seeds) {
    seeds.forEach(seed -> Rehearsal.play(RandomDags.of(seed), Rehearsal.Scope.EVERYTHING, seed));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void allAgreeOnLargeGraphs(Seeds seeds) {
    seeds.forEach(
        seed ->
            Rehearsal.play(
                RandomDags.ofSize(seed, 60 + (int) seed), Rehearsal.Scope.EVERYTHING, seed));
  }
}
