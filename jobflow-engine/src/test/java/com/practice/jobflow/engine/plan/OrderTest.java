package com.practice.jobflow.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.fixture.RandomDag;
import com.practice.jobflow.engine.fixture.RandomDags;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no order may touch.
 *
 * <p>Without a stop of any kind (failure policy Continue, no deadline, no cancel) the outcome of
 * every flow is a function of how its own and its ancestors' Jobs behave: dependencies are
 * monotone, parallelism and suspend only delay, retries count failures and not seconds. With a stop
 * the outcome is a race by definition (what had started when the other failed?), so nothing is
 * promised there beyond what {@link RandomRunTest} holds.
 */
class OrderTest {

  static Stream<Seeds> seeds() {
    return Seeds.below(1_000, 100)
        .map(seeds -> new Seeds(7 * seeds.first(), 7 * seeds.first() + 99));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void orderOfEventsDoesNotChangeOutcomes(Seeds seeds) {
    seeds.forEach(
        seed -> {
          RandomDag dag = RandomDags.of(seed);

          RunState once = Rehearsal.play(dag, Rehearsal.Scope.HARMLESS, seed);
          RunState twice = Rehearsal.play(dag, Rehearsal.Scope.HARMLESS, ~seed);

          assertSameOutcomes(dag, once, twice);
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void orderOfDeclarationDoesNotChangeOutcomes(Seeds seeds) {
    seeds.forEach(
        seed -> {
          RandomDag dag = RandomDags.of(seed);
          RandomDag shuffled = dag.shuffled(new Random(seed));

          RunState once = Rehearsal.play(dag, Rehearsal.Scope.HARMLESS, seed);
          RunState twice = Rehearsal.play(shuffled, Rehearsal.Scope.HARMLESS, seed);

          assertSameOutcomes(dag, once, twice);
        });
  }

  private static void assertSameOutcomes(RandomDag dag, RunState once, RunState twice) {
    assertThat(Rehearsal.outcomes(twice))
        .as("seed %d%n%s", dag.seed(), dag.describe())
        .isEqualTo(Rehearsal.outcomes(once));
    assertThat(twice.phase()).as("verdict, seed %d", dag.seed()).isEqualTo(once.phase());
  }
}
