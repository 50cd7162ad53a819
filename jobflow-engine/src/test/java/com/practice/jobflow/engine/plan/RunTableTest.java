package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.fixture.FlowStates.cancelled;
import static com.practice.jobflow.engine.fixture.FlowStates.failed;
import static com.practice.jobflow.engine.fixture.FlowStates.running;
import static com.practice.jobflow.engine.fixture.FlowStates.succeeded;
import static com.practice.jobflow.engine.fixture.Graphs.flow;
import static com.practice.jobflow.engine.fixture.Graphs.graph;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.fixture.Policies;
import com.practice.jobflow.engine.graph.FlowGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of the run's phase and an event.
 *
 * <p>Flows {@code a} and {@code b} wait for nobody. Running and Suspended: both run. Stopping:
 * {@code b} failed under FailFast and {@code a} still runs. Failed: {@code b} failed. Cancelled:
 * both were stopped.
 *
 * <p>A dash says that nothing changes at all and nothing is to be done; a phase says where the run
 * is then. Before it has started a plan starts the run, and a FlowRun waits for {@code start}: see
 * the second table.
 */
class RunTableTest {
  private static final String STARTED =
      """
      event                             | Running | Suspended | Stopping | Succeeded | Failed | Cancelled
      start                             | - | -         | -        | -         | -         | -
      a second passes                   | - | -         | -        | -         | -         | -
      a is seen running                 | - | -         | -        | -         | -         | -
      a succeeds                        | Running   | Suspended | Failed   | -         | -         | -
      a and b succeed                   | Succeeded | Succeeded | Failed   | -         | -         | -
      a fails under FailFast            | Stopping  | Stopping  | Failed   | -         | -         | -
      a fails under Continue            | Running   | Suspended | Failed   | -         | -         | -
      a and b fail under Continue       | Failed    | Failed    | Failed   | -         | -         | -
      a fails under Abort               | Stopping  | Stopping  | Failed   | -         | -         | -
      a is seen missing                 | Stopping  | Stopping  | Failed   | -         | -         | -
      suspend                           | Suspended | -         | -        | -         | -         | -
      suspend is lifted                 | -         | Running   | -        | -         | -         | -
      parallelism is lowered            | -         | -         | -        | -         | -         | -
      policy becomes Abort              | -         | -         | Stopping | -         | -         | -
      policy becomes Continue           | -         | -         | -        | -         | -         | -
      deadline passes                   | Stopping  | Stopping  | Stopping | -         | -         | -
      cancel                            | Stopping  | Stopping  | Stopping | -         | -         | -
      cancel is taken back              | -         | -         | -        | -         | -         | -
      attempt is raised                 | -         | -         | -        | Succeeded | Running   | Running
      attempt is raised and suspended   | Suspended | -         | -        | Succeeded | Suspended | Suspended
      attempt is raised and cancelled   | Stopping  | Stopping  | Stopping | Cancelled | Cancelled | Cancelled
      attempt is lowered                | -         | -         | -        | -         | -         | -
      """;

  private static final String NOT_STARTED =
      """
      event                             | Pending, by plan | Pending, by FlowRun
      start                             | Running   | Running
      a second passes                   | Running   | -
      a is seen running                 | Running   | -
      a succeeds                        | Running   | -
      a and b succeed                   | Running   | -
      a fails under FailFast            | Running   | -
      a fails under Continue            | Running   | -
      a and b fail under Continue       | Running   | -
      a fails under Abort               | Running   | -
      a is seen missing                 | Running   | -
      suspend                           | Suspended | -
      suspend is lifted                 | Running   | -
      parallelism is lowered            | Running   | -
      policy becomes Abort              | Running   | -
      policy becomes Continue           | Running   | -
      deadline passes                   | Running   | -
      cancel                            | Cancelled | -
      cancel is taken back              | Running   | -
      attempt is raised                 | Running   | -
      attempt is raised and suspended   | Suspended | -
      attempt is raised and cancelled   | Cancelled | -
      attempt is lowered                | Running   | -
      """;

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant NOW = NOON.plusSeconds(10);
  private static final FlowGraph GRAPH = graph(flow("a"), flow("b"));

  static Stream<TableCell> started() {
    return TableCell.of(STARTED);
  }

  static Stream<TableCell> notStarted() {
    return TableCell.of(NOT_STARTED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("started")
  void everyPairOfPhaseAndEvent(TableCell cell) {
    RunPhase phase = RunPhase.valueOf(cell.phase().toUpperCase(Locale.ROOT));
    RunState state = stateBefore(phase, cell.event().equals("attempt is lowered") ? 2 : 1);
    RunPolicy policy = policyBefore(cell.event(), phase);
    FlowRun run = FlowRun.resume(GRAPH, policy, state);

    List<Action> actions = perform(run, cell.event(), policy);
    Plan plan = plan(cell.event(), policy, state);

    assertFits(cell.expected(), state, actions, run.state());
    assertFits(cell.expected(), state, plan.actions(), plan.state());
    assertThat(plan.phase()).isEqualTo(plan.state().phase());
    assertThat(run.phase()).isEqualTo(plan.phase());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notStarted")
  void everyEventBeforeTheStart(TableCell cell) {
    RunPolicy policy = policyBefore(cell.event(), RunPhase.PENDING);

    if (cell.phase().endsWith("plan")) {
      Plan plan = plan(cell.event(), policy, RunState.NEW);
      assertFits(cell.expected(), RunState.NEW, plan.actions(), plan.state());
    } else {
      FlowRun run = FlowRun.of(GRAPH, policy);
      List<Action> actions = perform(run, cell.event(), policy);
      assertFits(cell.expected(), RunState.NEW, actions, run.state());
    }
  }

  private static RunState stateBefore(RunPhase phase, int attempt) {
    RunState first = stateBefore(phase);
    return new RunState(
        first.phase(),
        attempt,
        first.startTime(),
        first.completionTime(),
        first.stop(),
        first.flows(),
        List.of());
  }

  private static RunState stateBefore(RunPhase phase) {
    return switch (phase) {
      case PENDING -> RunState.NEW;
      case RUNNING, SUSPENDED -> state(phase, null, running(1, NOON), running(1, NOON));
      case STOPPING -> state(phase, StopReason.FAIL_FAST, running(1, NOON), failed(1, NOON, NOON));
      case SUCCEEDED -> state(phase, null, succeeded(1, NOON, NOON), succeeded(1, NOON, NOON));
      case FAILED ->
          state(phase, StopReason.FAIL_FAST, succeeded(1, NOON, NOON), failed(1, NOON, NOON));
      case CANCELLED ->
          state(phase, StopReason.CANCELLED, cancelled(1, NOON, NOON), cancelled(1, NOON, NOON));
    };
  }

  private static RunState state(
      RunPhase phase, @Nullable StopReason stop, FlowState a, FlowState b) {
    Map<String, FlowState> flows = new LinkedHashMap<>();
    flows.put("a", a);
    flows.put("b", b);
    return new RunState(phase, 1, NOON, phase.isEnded() ? NOON : null, stop, flows, List.of());
  }

  private static RunPolicy policyBefore(String event, RunPhase phase) {
    Policies policy = Policies.aPolicy();
    if (event.contains("Continue")) {
      policy.on(FailurePolicy.CONTINUE);
    }
    if (event.endsWith("under Abort")) {
      policy.on(FailurePolicy.ABORT);
    }
    if (phase == RunPhase.SUSPENDED) {
      policy.suspended();
    }
    if (phase == RunPhase.CANCELLED) {
      policy.cancelled();
    }
    if (event.equals("attempt is lowered")) {
      policy.attempt(2);
    }
    if (event.startsWith("deadline")) {
      policy.deadline(Duration.ofSeconds(30));
    }
    return policy.build();
  }

  private static RunPolicy policyAfter(String event, RunPolicy before) {
    Policies policy = Policies.like(before);
    return switch (event) {
      case "suspend" -> policy.suspended().build();
      case "suspend is lifted" -> policy.resumed().build();
      case "parallelism is lowered" -> policy.parallelism(1).build();
      case "policy becomes Abort" -> policy.on(FailurePolicy.ABORT).build();
      case "policy becomes Continue" -> policy.on(FailurePolicy.CONTINUE).build();
      case "cancel" -> policy.cancelled().build();
      case "cancel is taken back" -> policy.notCancelled().build();
      case "attempt is raised" -> policy.notCancelled().attempt(2).build();
      case "attempt is raised and suspended" ->
          policy.notCancelled().suspended().attempt(2).build();
      case "attempt is raised and cancelled" -> policy.cancelled().attempt(2).build();
      case "attempt is lowered" -> policy.attempt(1).build();
      default -> before;
    };
  }

  private static List<Observation> observations(String event) {
    if (event.startsWith("a and b succeed")) {
      return List.of(succeeds("a"), succeeds("b"));
    }
    if (event.startsWith("a and b fail")) {
      return List.of(fails("a"), fails("b"));
    }
    if (event.startsWith("a succeeds")) {
      return List.of(succeeds("a"));
    }
    if (event.startsWith("a fails")) {
      return List.of(fails("a"));
    }
    return switch (event) {
      case "a is seen running" -> List.of(new Observation.Running("a", 1));
      case "a is seen missing" -> List.of(new Observation.Missing("a", 1));
      default -> List.of();
    };
  }

  private static Instant time(String event) {
    return event.startsWith("deadline") ? NOON.plusSeconds(30) : NOW;
  }

  private static Observation succeeds(String flow) {
    return new Observation.Succeeded(flow, 1, NOW);
  }

  private static Observation fails(String flow) {
    return new Observation.Failed(flow, 1, NOW, "Broken", "exit code 1");
  }

  private static List<Action> perform(FlowRun run, String event, RunPolicy before) {
    if (event.equals("start")) {
      return run.start(NOW);
    }
    List<Observation> seen = observations(event);
    if (!seen.isEmpty()) {
      List<Action> actions = new ArrayList<>();
      seen.forEach(one -> actions.addAll(run.observe(one, NOW)));
      return actions;
    }
    RunPolicy after = policyAfter(event, before);
    boolean changes = !event.startsWith("deadline") && !event.startsWith("a second");
    return changes ? run.change(after, NOW) : run.tick(time(event));
  }

  private static Plan plan(String event, RunPolicy before, RunState state) {
    RunState seen = state.observing(observations(event));
    return FlowEngine.plan(GRAPH, policyAfter(event, before), seen, time(event));
  }

  private static void assertFits(
      String expected, RunState before, List<Action> actions, RunState after) {
    if (expected.equals("-")) {
      assertThat(actions).isEmpty();
      assertThat(after).isEqualTo(before);
    } else {
      assertThat(after.phase()).isEqualTo(RunPhase.valueOf(expected.toUpperCase(Locale.ROOT)));
      assertThat(after).isNotEqualTo(before);
      assertThat(after.completionTime() != null).isEqualTo(after.phase().isEnded());
    }
  }
}
