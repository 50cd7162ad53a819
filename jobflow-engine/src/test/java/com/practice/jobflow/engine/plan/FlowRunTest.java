package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.fixture.EngineAssertions.assertThat;
import static com.practice.jobflow.engine.fixture.Graphs.flow;
import static com.practice.jobflow.engine.fixture.Graphs.graph;
import static com.practice.jobflow.engine.fixture.Policies.aPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.practice.jobflow.engine.fixture.FlowStates;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the tables and the random runs leave out: refusals, extremes, and answers for people. */
class FlowRunTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void refusesFlowsThatTheGraphDoesNotHave() {
    FlowGraph graph = graph(flow("a"));
    FlowRun run = FlowRun.of(graph, RunPolicy.DEFAULT);
    run.start(NOON);
    RunState foreign =
        new RunState(
            RunPhase.RUNNING,
            1,
            NOON,
            null,
            null,
            Map.of("b", FlowStates.running(1, NOON)),
            List.of());

    assertThatThrownBy(() -> run.succeeded("b", NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b");
    assertThatThrownBy(() -> run.failed("b", NOON)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run.flow("b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FlowEngine.plan(graph, RunPolicy.DEFAULT, foreign, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b");
    assertThatThrownBy(() -> FlowRun.resume(graph, RunPolicy.DEFAULT, foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resumeTakesNoObservationIntoAccount() {
    FlowGraph graph = graph(flow("a"));
    RunState started = FlowEngine.plan(graph, RunPolicy.DEFAULT, RunState.NEW, NOON).state();
    RunState seen = started.observing(List.of(new Observation.Succeeded("a", 1, NOON)));

    FlowRun run = FlowRun.resume(graph, RunPolicy.DEFAULT, seen);

    assertThat(run.state()).isEqualTo(started);
  }

  @Test
  void waitingForNamesDependenciesWithoutOutcome() {
    FlowRun run =
        FlowRun.of(
            graph(flow("a"), flow("b"), flow("c"), flow("d").after("c", "b", "a")),
            RunPolicy.DEFAULT);
    run.start(NOON);
    run.succeeded("b", NOON);

    assertThat(run.waitingFor("d")).containsExactlyInAnyOrder("a", "c");
    assertThat(run.waitingFor("a")).isEmpty();
  }

  @Test
  void impossibleDependencyNamesWhoDecidedIt() {
    FlowRun run =
        FlowRun.of(
            graph(flow("load"), flow("check"), flow("publish").after("load", "check")),
            aPolicy().on(FailurePolicy.CONTINUE).build());
    run.start(NOON);
    run.failed("check", NOON);

    assertThat(run.flow("publish").message()).contains("check").doesNotContain("load");
  }

  @Test
  void farRetriesWaitTheLongestBackoffAndNotAnOverflow() {
    RetryPolicy patient = new RetryPolicy(200, Duration.ofSeconds(10), Duration.ofSeconds(300));
    FlowGraph graph = graph(flow("a").retrying(patient));
    FlowState late = new FlowState(FlowPhase.RUNNING, 151, 150, NOON, null, null, null, null);
    RunState state =
        new RunState(RunPhase.RUNNING, 1, NOON, null, null, Map.of("a", late), List.of());
    Observation failed = new Observation.Failed("a", 151, NOON, "Broken", "exit code 1");

    Plan plan = FlowEngine.plan(graph, RunPolicy.DEFAULT, state.observing(List.of(failed)), NOON);

    assertThat(plan).leaves("a", FlowPhase.RETRYING).wakesUpAt(NOON.plusSeconds(300));
  }

  @Test
  void hugeBackoffAndDeadlineAreNoErrors() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    FlowGraph graph = graph(flow("a").retrying(new RetryPolicy(3, forever, forever)), flow("b"));
    FlowRun run = FlowRun.of(graph, aPolicy().deadline(forever).build());

    assertThat(run.start(NOON)).hasSize(2);
    run.failed("a", NOON);

    assertThat(run.flow("a").phase()).isEqualTo(FlowPhase.RETRYING);
    assertThat(run.phase()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  void firstPlanTakesTheAttemptThatThePolicyNames() {
    FlowGraph graph = graph(flow("a"));
    RunPolicy third = aPolicy().attempt(3).build();

    Plan first = FlowEngine.plan(graph, third, RunState.NEW, NOON);
    Observation failed = new Observation.Failed("a", 1, NOON, "Broken", "exit code 1");
    Plan end = FlowEngine.plan(graph, third, first.state().observing(List.of(failed)), NOON);

    assertThat(first.state().attempt()).isEqualTo(3);
    assertThat(end).doesNothing().leavesTheRun(RunPhase.FAILED);
  }

  @Test
  void attemptRaisedInFlightRunsAgainWithTheEnd() {
    FlowGraph graph = graph(flow("a"), flow("b").after("a"));
    FlowRun run = FlowRun.of(graph, RunPolicy.DEFAULT);
    run.start(NOON);

    assertThat(run.change(aPolicy().attempt(2).build(), NOON)).isEmpty();
    assertThat(run.state().attempt()).isEqualTo(1);
    assertThat(run.failed("a", NOON)).containsExactly(new Action.Start("a", 2));

    assertThat(run.state().attempt()).isEqualTo(2);
    assertThat(run.phase()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  void runAgainKeepsTheCountOfJobsAndForgetsTheRetries() {
    RetryPolicy once = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);
    FlowGraph graph = graph(flow("a").retrying(once), flow("end").asFinally(When.ALWAYS));
    FlowRun run = FlowRun.of(graph, RunPolicy.DEFAULT);
    run.start(NOON);
    assertThat(run.failed("a", NOON)).containsExactly(new Action.Start("a", 2));
    assertThat(run.failed("a", NOON)).containsExactly(new Action.Start("end", 1));
    run.succeeded("end", NOON);

    assertThat(run.change(aPolicy().attempt(2).build(), NOON))
        .containsExactly(new Action.Start("a", 3));
    assertThat(run.failed("a", NOON)).containsExactly(new Action.Start("a", 4));
    assertThat(run.succeeded("a", NOON)).isEmpty();

    assertThat(run.state()).is(RunPhase.SUCCEEDED).hasUsed("a", 4).hasUsed("end", 1);
  }

  @Test
  void suspendedRetryNeedsNoWakeUpAndStartsWhenTheSuspensionIsLifted() {
    RetryPolicy once = new RetryPolicy(1, Duration.ofSeconds(10), Duration.ofSeconds(10));
    FlowRun run = FlowRun.of(graph(flow("a").retrying(once)), RunPolicy.DEFAULT);
    run.start(NOON);
    run.failed("a", NOON);
    assertThat(run.nextWakeUp()).contains(NOON.plusSeconds(10));

    run.change(aPolicy().suspended().build(), NOON);
    assertThat(run.nextWakeUp()).isEmpty();

    assertThat(run.change(RunPolicy.DEFAULT, NOON.plusSeconds(60)))
        .containsExactly(new Action.Start("a", 2));
  }
}
