package com.practice.jobflow.k8s.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.simulation.Disturbance.Kind;
import com.practice.jobflow.k8s.simulation.JobFlowShape.Health;
import com.practice.jobflow.k8s.simulation.Scenario.Leadership;
import com.practice.jobflow.k8s.simulation.SimulatedRun.Report;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chain of three, and any two faults, each at any of the operator's requests: the second also at
 * those that there are only because of the first.
 *
 * <p>{@code -Djobflow.simulation.pairs=1} tries all, and a larger number each so-many-th.
 */
class FaultPairsTest {
  private static final int STEP = Integer.getInteger("jobflow.simulation.pairs", 100);

  /**
   * Of the first faults, too, only so-many are tried, since each must be run to know the second.
   */
  private static final int FIRST_STEP = STEP == 1 ? 1 : 10;

  /** Decides the Jobs' times and ends: with this one, all three succeed. */
  private static final long SEED = 2;

  /** Of what can happen to a request, at it, or to what the operator sees. */
  private static final List<Kind> FAULTS =
      List.of(
          Kind.KILL_BEFORE,
          Kind.KILL_AFTER,
          Kind.LOSE_REQUEST,
          Kind.LOSE_REPLY,
          Kind.APPLY_LATE,
          Kind.FAIL,
          Kind.THROTTLE,
          Kind.FREEZE_IN_REQUEST,
          Kind.KILL_AND_READ_STALE,
          Kind.RELIST_STALE,
          Kind.GONE,
          Kind.TOUCH);

  @ParameterizedTest(name = "newer: {0}, seed " + SEED)
  @ValueSource(booleans = {false, true})
  void keepsEveryPromiseWhateverTwoFaultsMeet(boolean newer) {
    Scenario undisturbed = chain(newer);
    Report quiet = SimulatedRun.of(undisturbed, new Mutation());
    assertThat(quiet.isClean()).isTrue();
    assertThat(quiet.requests()).as("all three flows run").isEqualTo(10);
    AtomicInteger runs = new AtomicInteger();

    List<Scenario> failing =
        IntStream.rangeClosed(1, quiet.requests())
            .parallel()
            .boxed()
            .flatMap(first -> FAULTS.stream().map(kind -> Map.of(first, fault(first, kind))))
            .filter(first -> isTried(first, FIRST_STEP))
            .flatMap(first -> pairs(undisturbed, first))
            .filter(pair -> isTried(pair.atRequests(), STEP / FIRST_STEP))
            .filter(
                pair -> {
                  runs.incrementAndGet();
                  return !SimulatedRun.of(pair, new Mutation()).isClean();
                })
            .toList();

    System.out.printf("%d pairs of faults, each %d. tried%n", runs.get(), STEP);
    assertThat(runs.get()).isGreaterThan(5_000 / STEP);
    assertThat(failing)
        .as(
            () ->
                failing.size()
                    + " pairs, of which the first: "
                    + failing.get(0).atRequests()
                    + "\n"
                    + Shrinker.explain(failing.get(0), Mutation::new))
        .isEmpty();
  }

  /** Returns the same run with each fault that there can be after the first one. */
  private static Stream<Scenario> pairs(Scenario undisturbed, Map<Integer, Disturbance> first) {
    int from = first.keySet().iterator().next();
    Disturbance fault = Objects.requireNonNull(first.get(from));
    int requests = SimulatedRun.of(undisturbed.at(first), new Mutation()).requests();
    return IntStream.rangeClosed(from + 1, requests)
        .boxed()
        .flatMap(
            second ->
                FAULTS.stream()
                    .map(kind -> Map.of(from, fault, second, fault(second, kind)))
                    .map(undisturbed::at));
  }

  private static boolean isTried(Map<Integer, Disturbance> faults, int step) {
    return Math.floorMod(new TreeMap<>(faults).toString().hashCode(), step) == 0;
  }

  /** How long, how often and where, as its kind and the request decide: never twice the same. */
  private static Disturbance fault(int request, Kind kind) {
    Chance chance = new Chance(31L * request + FAULTS.indexOf(kind));
    return new Disturbance(0, kind, 1, chance.below("pair", 1_000_000));
  }

  private static Scenario chain(boolean newer) {
    List<FlowShape> flows =
        List.of(flow("a0", List.of()), flow("a1", List.of("a0")), flow("a2", List.of("a1")));
    JobFlowShape chain =
        new JobFlowShape("chain", Health.SOUND, 0, flows, "FailFast", null, null, null);
    return new Scenario(SEED, newer, Leadership.ONE, 1, 0, List.of(chain), List.of(), Map.of());
  }

  private static FlowShape flow(String name, List<String> dependencies) {
    return new FlowShape(name, dependencies, null, false, 0, 0, FlowShape.Template.PLAIN, null);
  }
}
