package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.fixture.FlowStates.cancelled;
import static com.practice.jobflow.engine.fixture.FlowStates.failed;
import static com.practice.jobflow.engine.fixture.FlowStates.ready;
import static com.practice.jobflow.engine.fixture.FlowStates.retrying;
import static com.practice.jobflow.engine.fixture.FlowStates.running;
import static com.practice.jobflow.engine.fixture.FlowStates.skipped;
import static com.practice.jobflow.engine.fixture.FlowStates.starting;
import static com.practice.jobflow.engine.fixture.FlowStates.succeeded;
import static com.practice.jobflow.engine.fixture.Graphs.flow;
import static com.practice.jobflow.engine.fixture.Graphs.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.practice.jobflow.engine.fixture.Policies;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of a flow's phase and an event.
 *
 * <p>Flow {@code x} waits for {@code up} and may be retried once; {@code side} runs beside it, so
 * that the run goes on. A Ready {@code x} is held by a parallelism of 1. The failure policy is
 * Continue where the event does not say otherwise.
 *
 * <pre>
 * -          nothing changes and nothing is to be done for x
 * +start     a Start of x, +stop a Stop of x; after a dash, without any change of its state
 * throws     IllegalStateException
 * n/a        cannot be: a run that stops has no such flow, an ended run neither
 * </pre>
 */
class FlowTableTest {
  private static final String WITHOUT_OUTCOME =
      """
      event                       | Waiting | Ready | Starting | Running | Retrying
      sees Running                | - | - | Running          | -                 | -
      sees Succeeded              | - | - | Succeeded        | Succeeded         | -
      sees Failed, one retry left | - | - | Retrying/Broken  | Retrying/Broken   | -
      sees Failed, no retry left  | - | - | Failed/Broken    | Failed/Broken     | -
      sees Rejected               | - | - | Failed/Forbidden | Failed/Forbidden  | -
      sees Missing                | - | - | - +start         | Failed/JobDeleted | -
      sees another attempt        | - | - | -                | -                 | -
      told succeeded              | throws | throws | Succeeded     | Succeeded     | throws
      told failed, one retry left | throws | throws | Retrying      | Retrying      | throws
      told failed, no retry left  | throws | throws | Failed        | Failed        | throws
      a second passes             | - | -               | - | - | -
      backoff passes              | - | -               | - | - | Starting +start
      side ends, a place is free  | - | Starting +start | - | - | -
      up succeeds                 | Starting +start             | - | - | - | -
      up fails                    | Skipped/DependencyImpossible | - | - | - | -
      suspended, backoff passes   | -                           | - | - | - | Ready/Broken
      suspended, side ends        | -                           | - | - | - | -
      suspended, up succeeds      | Ready                       | - | - | - | -
      up fails under FailFast     | Skipped/FailFast            | - | - | - | -
      side fails under FailFast   | Skipped/FailFast | Skipped/FailFast | - | - | Failed/Broken
      side fails under Abort      | Skipped/FailFast | Skipped/FailFast | - +stop | - +stop | Failed/Broken
      deadline passes             | Skipped/DeadlineExceeded | Skipped/DeadlineExceeded | - +stop | - +stop | Failed/Broken
      cancel                      | Cancelled/Cancelled | Cancelled/Cancelled | - +stop | - +stop | Cancelled/Cancelled
      suspended and cancel        | Cancelled/Cancelled | Cancelled/Cancelled | - +stop | - +stop | Cancelled/Cancelled
      attempt is raised           | - | - | - | - | -
      after the end, attempt      | n/a | n/a | n/a | n/a | n/a
      in FailFast, sees Running   | n/a | n/a | Running            | -                    | n/a
      in FailFast, sees Failed    | n/a | n/a | Failed/Broken      | Failed/Broken        | n/a
      in FailFast, sees Missing   | n/a | n/a | - +start           | Failed/JobDeleted    | n/a
      in Abort, a second passes   | n/a | n/a | -                  | -                    | n/a
      in Abort, sees Running      | n/a | n/a | Running +stop      | - +stop              | n/a
      in Abort, sees Succeeded    | n/a | n/a | Succeeded          | Succeeded            | n/a
      in Abort, sees Failed       | n/a | n/a | Failed/Broken      | Failed/Broken        | n/a
      in Abort, sees Rejected     | n/a | n/a | Failed/Forbidden   | Failed/Forbidden     | n/a
      in Abort, sees Missing      | n/a | n/a | Cancelled/Aborted  | Cancelled/Aborted    | n/a
      past deadline, sees Missing | n/a | n/a | Cancelled/DeadlineExceeded | Cancelled/DeadlineExceeded | n/a
      in Cancel, sees Missing     | n/a | n/a | Cancelled/Cancelled | Cancelled/Cancelled | n/a
      in Cancel, sees Failed      | n/a | n/a | Failed/Broken      | Failed/Broken        | n/a
      """;

  private static final String WITH_OUTCOME =
      """
      event                       | Succeeded | Failed | Skipped | Cancelled
      sees Running                | - | - | - | -
      sees Succeeded              | - | - | - | -
      sees Failed, one retry left | - | - | - | -
      sees Failed, no retry left  | - | - | - | -
      sees Rejected               | - | - | - | -
      sees Missing                | - | - | - | -
      sees another attempt        | - | - | - | -
      told succeeded              | throws | throws | throws | throws
      told failed, one retry left | throws | throws | throws | throws
      told failed, no retry left  | throws | throws | throws | throws
      a second passes             | - | - | - | -
      backoff passes              | - | - | - | -
      side ends, a place is free  | - | - | - | -
      up succeeds                 | - | - | - | -
      up fails                    | - | - | - | -
      suspended, backoff passes   | - | - | - | -
      suspended, side ends        | - | - | - | -
      suspended, up succeeds      | - | - | - | -
      up fails under FailFast     | - | - | - | -
      side fails under FailFast   | - | - | - | -
      side fails under Abort      | - | - | - | -
      deadline passes             | - | - | - | -
      cancel                      | - | - | - | -
      suspended and cancel        | - | - | - | -
      attempt is raised           | - | - | - | -
      after the end, attempt      | - | Starting +start | Starting +start | Starting +start
      in FailFast, sees Running   | - | - | - | -
      in FailFast, sees Failed    | - | - | - | -
      in FailFast, sees Missing   | - | - | - | -
      in Abort, a second passes   | - | - | - | -
      in Abort, sees Running      | - | - | - | -
      in Abort, sees Succeeded    | - | - | - | -
      in Abort, sees Failed       | - | - | - | -
      in Abort, sees Rejected     | - | - | - | -
      in Abort, sees Missing      | - | - | - | -
      past deadline, sees Missing | - | - | - | -
      in Cancel, sees Missing     | - | - | - | -
      in Cancel, sees Failed      | - | - | - | -
      """;

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant NOW = NOON.plusSeconds(10);
  private static final Instant RETRY = NOON.plusSeconds(60);
  private static final FlowGraph GRAPH =
      graph(
          flow("up"),
          flow("x")
              .after("up")
              .retrying(new RetryPolicy(1, Duration.ofSeconds(50), Duration.ofSeconds(50))),
          flow("side"));

  static Stream<TableCell> cells() {
    return Stream.concat(TableCell.of(WITHOUT_OUTCOME), TableCell.of(WITH_OUTCOME))
        .filter(cell -> !cell.expected().equals("n/a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void everyPairOfPhaseAndEvent(TableCell cell) {
    FlowPhase phase = FlowPhase.valueOf(cell.phase().toUpperCase(Locale.ROOT));
    RunPolicy before = policyBefore(cell.event(), phase);
    RunState state = stateBefore(cell.event(), phase);

    if (cell.event().startsWith("told")) {
      FlowRun run = FlowRun.resume(GRAPH, before, state);
      if (cell.expected().equals("throws")) {
        assertThatThrownBy(() -> tell(run, cell.event())).isInstanceOf(IllegalStateException.class);
        assertThat(run.state()).isEqualTo(state);
      } else {
        assertFits(cell.expected(), state, tell(run, cell.event()), run.state());
      }
      return;
    }
    for (Happening event : events(cell.event(), before, state.flow("x"))) {
      FlowRun run = FlowRun.resume(GRAPH, before, state);
      List<Action> actions = perform(run, event);
      assertFits(cell.expected(), state, actions, run.state());

      Plan plan = plan(state, before, event);
      assertFits(cell.expected(), state, plan.actions(), plan.state());
    }
  }

  private static RunPolicy policyBefore(String event, FlowPhase phase) {
    Policies policy = Policies.aPolicy().on(FailurePolicy.CONTINUE);
    if (event.contains("under FailFast")) {
      policy.on(FailurePolicy.FAIL_FAST);
    }
    if (event.contains("under Abort")) {
      policy.on(FailurePolicy.ABORT);
    }
    if (event.startsWith("suspended")) {
      policy.suspended();
    }
    if (event.startsWith("deadline") || event.startsWith("past deadline")) {
      policy.deadline(Duration.ofSeconds(30));
    }
    if (event.startsWith("in Cancel")) {
      policy.cancelled();
    }
    if (phase == FlowPhase.READY) {
      policy.parallelism(1);
    }
    return policy.build();
  }

  private static RunState stateBefore(String event, FlowPhase phase) {
    Map<String, FlowState> flows = new LinkedHashMap<>();
    flows.put("up", phase == FlowPhase.WAITING ? running(1, NOON) : succeeded(1, NOON, NOON));
    FlowState flow = inPhase(phase);
    if (phase != FlowPhase.WAITING) {
      flows.put("x", event.endsWith("no retry left") ? onLastRetry(flow) : flow);
    }
    boolean ended = event.startsWith("after the end");
    flows.put("side", ended ? succeeded(1, NOON, NOON) : running(1, NOON));
    StopReason stop = stopBefore(event);
    RunPhase runPhase = event.startsWith("suspended") ? RunPhase.SUSPENDED : RunPhase.RUNNING;
    if (ended) {
      runPhase = phase == FlowPhase.FAILED ? RunPhase.FAILED : RunPhase.SUCCEEDED;
    } else if (stop != null) {
      runPhase = RunPhase.STOPPING;
    }
    return new RunState(runPhase, 1, NOON, ended ? NOON : null, stop, flows, List.of());
  }

  private static @Nullable StopReason stopBefore(String event) {
    if (event.startsWith("in FailFast")) {
      return StopReason.FAIL_FAST;
    }
    if (event.startsWith("in Abort")) {
      return StopReason.ABORT;
    }
    if (event.startsWith("past deadline")) {
      return StopReason.DEADLINE_EXCEEDED;
    }
    return event.startsWith("in Cancel") ? StopReason.CANCELLED : null;
  }

  private static FlowState inPhase(FlowPhase phase) {
    return switch (phase) {
      case WAITING -> FlowState.WAITING;
      case READY -> ready();
      case STARTING -> starting(1, NOON);
      case RUNNING -> running(1, NOON);
      case RETRYING -> retrying(1, NOON, RETRY);
      case SUCCEEDED -> succeeded(1, NOON, NOON);
      case FAILED -> failed(1, NOON, NOON);
      case SKIPPED -> skipped(FlowReason.FAIL_FAST, NOON);
      case CANCELLED -> cancelled(1, NOON, NOON);
    };
  }

  private static FlowState onLastRetry(FlowState flow) {
    return new FlowState(
        flow.phase(),
        flow.attempt(),
        1,
        flow.startTime(),
        flow.completionTime(),
        flow.retryTime(),
        flow.reason(),
        flow.message());
  }

  private static List<Happening> events(String event, RunPolicy policy, FlowState x) {
    String what = event.substring(event.indexOf(',') + 1).strip();
    if (event.startsWith("sees") || what.startsWith("sees")) {
      String word =
          Splitter.on(CharMatcher.anyOf(" ,"))
              .splitToList(event.startsWith("sees") ? event : what)
              .get(1);
      return word.equals("another")
          ? others(x.attempt())
          : List.of(seen(observation(word, "x", Math.max(1, x.attempt()))));
    }
    return List.of(
        switch (event) {
          case "a second passes", "in Abort, a second passes" ->
              new Happening.Tick(NOW.plusSeconds(1));
          case "backoff passes", "suspended, backoff passes" -> new Happening.Tick(RETRY);
          case "deadline passes" -> new Happening.Tick(NOON.plusSeconds(30));
          case "side ends, a place is free", "suspended, side ends" ->
              seen(observation("Succeeded", "side", 1));
          case "up succeeds", "suspended, up succeeds" -> seen(observation("Succeeded", "up", 1));
          case "up fails", "up fails under FailFast" -> seen(observation("Failed", "up", 1));
          case "side fails under FailFast", "side fails under Abort" ->
              seen(observation("Failed", "side", 1));
          case "cancel", "suspended and cancel" ->
              new Happening.Change(Policies.like(policy).cancelled().build(), NOW);
          case "attempt is raised", "after the end, attempt" ->
              new Happening.Change(Policies.like(policy).attempt(2).build(), NOW);
          default -> throw new IllegalArgumentException(event);
        });
  }

  private static List<Happening> others(int attempt) {
    return Stream.of("Running", "Succeeded", "Failed", "Rejected", "Missing")
        .flatMap(
            word ->
                Stream.of(attempt - 1, attempt + 1, attempt + 2)
                    .<Happening>map(other -> seen(observation(word, "x", other))))
        .toList();
  }

  private static Happening seen(Observation observation) {
    return new Happening.Seen(List.of(observation), NOW);
  }

  private static Observation observation(String word, String flow, int attempt) {
    return switch (word) {
      case "Running" -> new Observation.Running(flow, attempt);
      case "Succeeded" -> new Observation.Succeeded(flow, attempt, NOW);
      case "Failed" -> new Observation.Failed(flow, attempt, NOW, "Broken", "exit code 1");
      case "Rejected" -> new Observation.Rejected(flow, attempt, "Forbidden", "quota");
      case "Missing" -> new Observation.Missing(flow, attempt);
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static List<Action> tell(FlowRun run, String event) {
    return event.startsWith("told succeeded") ? run.succeeded("x", NOW) : run.failed("x", NOW);
  }

  private static List<Action> perform(FlowRun run, Happening event) {
    if (event instanceof Happening.Seen some) {
      return run.observe(some.seen().get(0), event.now());
    }
    return event instanceof Happening.Change change
        ? run.change(change.policy(), event.now())
        : run.tick(event.now());
  }

  private static Plan plan(RunState state, RunPolicy policy, Happening event) {
    RunPolicy after = event instanceof Happening.Change change ? change.policy() : policy;
    List<Observation> seen = event instanceof Happening.Seen some ? some.seen() : List.of();
    return FlowEngine.plan(GRAPH, after, state.observing(seen), event.now());
  }

  private static void assertFits(
      String expected, RunState before, List<Action> actions, RunState after) {
    FlowState flow = after.flow("x");
    List<Action> own = actions.stream().filter(action -> action.flow().equals("x")).toList();
    List<String> words = Splitter.on(' ').splitToList(expected);
    if (words.get(0).equals("-")) {
      assertThat(flow).isEqualTo(before.flow("x"));
    } else {
      List<String> parts = Splitter.on('/').splitToList(words.get(0));
      assertThat(flow.phase()).isEqualTo(FlowPhase.valueOf(parts.get(0).toUpperCase(Locale.ROOT)));
      if (parts.size() > 1) {
        assertThat(flow.reason()).isEqualTo(parts.get(1));
      }
    }
    if (words.size() == 1) {
      assertThat(own).isEmpty();
    } else {
      assertThat(own)
          .containsExactly(
              words.get(1).equals("+start")
                  ? new Action.Start("x", flow.attempt())
                  : new Action.Stop("x", flow.attempt()));
    }
  }
}
