package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.graph.FlowDraft.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final RunPolicy CONTINUE = policy(FailurePolicy.CONTINUE, false);

  private static RunPolicy policy(FailurePolicy failurePolicy, boolean cancel) {
    return new RunPolicy(
        failurePolicy, OptionalInt.empty(), false, cancel, 1, Optional.of(Duration.ofMinutes(1)));
  }

  private static FlowRun started(RunPolicy policy, FlowDraft... drafts) {
    FlowRun run = FlowRun.of(FlowGraph.of(List.of(drafts)).orElseThrow(), policy);
    run.start(NOW);
    return run;
  }

  @Test
  void namesTheDependenciesThatAreStillOpen() {
    FlowRun run = started(CONTINUE, named("a"), named("b"), named("c").after("b", "a"));

    assertThat(run.waitingFor("c")).containsExactly("b", "a");
    run.succeeded("b", NOW);

    assertThat(run.waitingFor("c")).containsExactly("a");
    assertThat(run.waitingFor("a")).isEmpty();
  }

  @Test
  void leavesOutWhatCanNoLongerMatter() {
    FlowRun run =
        started(
            CONTINUE,
            named("a"),
            named("b"),
            named("c"),
            named("d").depends("(a || b) && c.Finished"));

    run.succeeded("a", NOW);

    assertThat(run.waitingFor("d")).containsExactly("c");
  }

  @Test
  void namesTheOutcomesThatMadeDependenciesImpossible() {
    FlowRun run =
        started(
            CONTINUE,
            named("a"),
            named("b").after("a"),
            named("c").after("b"),
            named("d").depends("a && !a.Failed"));

    run.failed("a", NOW);

    assertThat(run.flow("b").message()).isEqualTo("a Failed");
    assertThat(run.flow("c").message()).isEqualTo("b Skipped");
    assertThat(run.flow("d").message()).isEqualTo("a Failed");
    assertThat(run.flow("c").reason()).isEqualTo("DependencyImpossible");
  }

  @Test
  void namesThreeOutcomesAndCountsTheOthers() {
    List<FlowDraft> drafts = new ArrayList<>();
    for (int flow = 1; flow <= 5; flow++) {
      drafts.add(named("f" + flow));
    }
    drafts.add(named("any").depends("f1 || f2 || f3 || f4 || f5"));
    FlowRun run = started(CONTINUE, drafts.toArray(new FlowDraft[0]));

    for (int flow = 1; flow <= 5; flow++) {
      run.failed("f" + flow, NOW);
    }

    assertThat(run.flow("any").message()).isEqualTo("f1 Failed, f2 Failed, f3 Failed and 2 more");
  }

  @Test
  void namesTheFailureThatStoppedTheRun() {
    FlowRun run =
        started(policy(FailurePolicy.ABORT, false), named("a"), named("b"), named("c").after("b"));

    run.failed("a", NOW);
    run.observe(new Observation.Missing("b", 1), NOW);

    assertThat(run.flow("c").reason()).isEqualTo("FailFast");
    assertThat(run.flow("c").message()).isEqualTo("flow \"a\" failed");
    assertThat(run.flow("b").reason()).isEqualTo("Aborted");
    assertThat(run.flow("b").message()).isEqualTo("flow \"a\" failed");
  }

  @Test
  void namesTheDeadline() {
    FlowRun run = started(CONTINUE, named("a"), named("b").after("a"));

    run.tick(NOW.plusSeconds(60));

    assertThat(run.flow("b").message()).isEqualTo("the run took longer than its deadline of 60 s");
  }

  @Test
  void saysThatTheRunWasCancelled() {
    FlowRun run = started(CONTINUE, named("a"), named("b").after("a"));

    run.change(policy(FailurePolicy.CONTINUE, true), NOW);

    assertThat(run.flow("b").message()).isEqualTo("the run was cancelled");
  }

  @Test
  void saysWhichVerdictAFinallyFlowAsksFor() {
    FlowRun run = started(CONTINUE, named("a"), named("end").asFinally(When.FAILED));

    run.succeeded("a", NOW);

    assertThat(run.flow("end").message())
        .isEqualTo("runs only if the flows have Failed, they have Succeeded");
  }

  @Test
  void saysThatAJobVanished() {
    FlowRun run = started(CONTINUE, named("a"));

    run.observe(new Observation.Running("a", 1), NOW);
    run.observe(new Observation.Missing("a", 1), NOW);

    assertThat(run.flow("a").reason()).isEqualTo("JobDeleted");
    assertThat(run.flow("a").message()).isEqualTo("its Job vanished before its outcome was known");
  }
}
