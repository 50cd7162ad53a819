package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.fixture.EngineAssertions.assertThat;
import static com.practice.jobflow.engine.fixture.Graphs.flow;
import static com.practice.jobflow.engine.fixture.Policies.aPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.fixture.Formula;
import com.practice.jobflow.engine.fixture.Formula.Leaf;
import com.practice.jobflow.engine.fixture.Formula.Word;
import com.practice.jobflow.engine.fixture.Policies;
import com.practice.jobflow.engine.fixture.RandomDag;
import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The oracle itself, held against runs worked out by hand. */
class NaiveRunTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void startsInOrderOfTheLongestRemainingPath() {
    NaiveRun run =
        run(aPolicy().parallelism(2), flow("a"), flow("b"), flow("c"), flow("d").after("c"));

    assertThat(run.plan(List.of(), NOON)).containsExactly(start("c", 1), start("a", 1));
    assertThat(run.plan(List.of(succeeded("a")), NOON)).containsExactly(start("b", 1));
    assertThat(run.plan(List.of(succeeded("c")), NOON)).containsExactly(start("d", 1));
  }

  @Test
  void failFastLetsRunningJobsEndAndSkipsTheRest() {
    NaiveRun run = run(aPolicy(), flow("a"), flow("b"), flow("c").after("b"));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(failed("a")), NOON)).isEmpty();

    assertThat(run.state())
        .is(RunPhase.STOPPING)
        .has("b", FlowPhase.STARTING)
        .has("c", FlowPhase.SKIPPED, FlowReason.FAIL_FAST);
    run.plan(List.of(succeeded("b")), NOON);
    assertThat(run.state()).is(RunPhase.FAILED).has("b", FlowPhase.SUCCEEDED);
  }

  @Test
  void abortStopsWhatRunsAndRepeatsTheStopAsLongAsTheJobIsSeen() {
    NaiveRun run = run(aPolicy().on(FailurePolicy.ABORT), flow("a"), flow("b"));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(failed("a")), NOON)).containsExactly(new Action.Stop("b", 1));
    assertThat(run.plan(List.of(), NOON)).isEmpty();
    assertThat(run.plan(List.of(new Observation.Running("b", 1)), NOON))
        .containsExactly(new Action.Stop("b", 1));
    run.plan(List.of(new Observation.Missing("b", 1)), NOON);

    assertThat(run.state()).is(RunPhase.FAILED).has("b", FlowPhase.CANCELLED, FlowReason.ABORTED);
  }

  @Test
  void handledFailureStopsNothingAndStillFailsTheRun() {
    NaiveRun run =
        run(
            Map.of("mend", new Leaf("a", Word.FAILED)),
            aPolicy(),
            flow("a"),
            flow("mend").depends("a.Failed"),
            flow("b").after("mend"));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(failed("a")), NOON)).containsExactly(start("mend", 1));
    assertThat(run.plan(List.of(succeeded("mend")), NOON)).containsExactly(start("b", 1));
    run.plan(List.of(succeeded("b")), NOON);

    assertThat(run.state()).is(RunPhase.FAILED);
  }

  @Test
  void allowedFailureSatisfiesPlainDependentsAndLeavesTheVerdictAlone() {
    NaiveRun run = run(aPolicy(), flow("a").allowingFailure(), flow("b").after("a"));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(failed("a")), NOON)).containsExactly(start("b", 1));
    run.plan(List.of(succeeded("b")), NOON);

    assertThat(run.state()).is(RunPhase.SUCCEEDED).has("a", FlowPhase.FAILED);
  }

  @Test
  void anyStartsWithTheFirstSuccessAndAllIsImpossibleWithTheFirstFailure() {
    Formula any = new Formula.Any(List.of(success("a"), success("b")));
    Formula all = new Formula.All(List.of(success("a"), success("b")));
    Formula none = new Formula.Not(new Formula.AtLeast(2, List.of(success("a"), success("b"))));
    NaiveRun run =
        run(
            Map.of("any", any, "all", all, "none", none),
            aPolicy().on(FailurePolicy.CONTINUE),
            flow("a"),
            flow("b"),
            flow("any").depends("a || b"),
            flow("all").depends("a && b"),
            flow("none").depends("!atLeast(2, a, b)"));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(succeeded("a")), NOON)).containsExactly(start("any", 1));
    assertThat(run.plan(List.of(failed("b")), NOON)).containsExactly(start("none", 1));
    assertThat(run.state()).has("all", FlowPhase.SKIPPED, FlowReason.DEPENDENCY_IMPOSSIBLE);
  }

  @Test
  void retriesAfterDoublingWaitsUpToTheLimit() {
    RetryPolicy twice = new RetryPolicy(2, Duration.ofSeconds(10), Duration.ofSeconds(15));
    NaiveRun run = run(aPolicy(), flow("a").retrying(twice));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(failed("a")), NOON)).isEmpty();
    assertThat(run.nextWakeUp()).contains(NOON.plusSeconds(10));
    assertThat(run.plan(List.of(), NOON.plusSeconds(10))).containsExactly(start("a", 2));
    run.plan(List.of(new Observation.Failed("a", 2, NOON.plusSeconds(20), "Broken", "")), NOON);
    assertThat(run.nextWakeUp()).contains(NOON.plusSeconds(35));
    assertThat(run.plan(List.of(), NOON.plusSeconds(35))).containsExactly(start("a", 3));
    run.plan(List.of(new Observation.Failed("a", 3, NOON.plusSeconds(40), "Broken", "")), NOON);

    assertThat(run.state()).is(RunPhase.FAILED).hasUsed("a", 3);
  }

  @Test
  void finallyFlowsRunWhenTheVerdictIsTheirs() {
    NaiveRun run =
        run(
            aPolicy(),
            flow("a"),
            flow("always").asFinally(When.ALWAYS),
            flow("bad").asFinally(When.FAILED),
            flow("good").asFinally(When.SUCCEEDED));
    run.plan(List.of(), NOON);

    assertThat(run.plan(List.of(failed("a")), NOON))
        .containsExactly(start("always", 1), start("bad", 1));
    assertThat(run.state()).is(RunPhase.STOPPING).has("good", FlowPhase.SKIPPED, FlowReason.WHEN);
  }

  @Test
  void deadlineStopsWhatRunsAndSparesFinally() {
    NaiveRun run =
        run(
            aPolicy().deadline(Duration.ofSeconds(60)),
            flow("a"),
            flow("b").after("a"),
            flow("end").asFinally(When.ALWAYS));
    run.plan(List.of(), NOON);
    assertThat(run.nextWakeUp()).contains(NOON.plusSeconds(60));

    assertThat(run.plan(List.of(), NOON.plusSeconds(60))).containsExactly(new Action.Stop("a", 1));
    assertThat(run.state()).has("b", FlowPhase.SKIPPED, FlowReason.DEADLINE_EXCEEDED);
    assertThat(run.plan(List.of(new Observation.Missing("a", 1)), NOON.plusSeconds(70)))
        .containsExactly(start("end", 1));
    run.plan(List.of(succeeded("end")), NOON.plusSeconds(80));

    assertThat(run.state()).is(RunPhase.FAILED);
  }

  @Test
  void runAgainRepeatsWhatDidNotSucceed() {
    NaiveRun run = run(aPolicy(), flow("a"), flow("b").after("a"), flow("c").after("b"));
    run.plan(List.of(), NOON);
    run.plan(List.of(succeeded("a")), NOON);
    run.plan(List.of(failed("b")), NOON);
    assertThat(run.state()).is(RunPhase.FAILED);

    run.change(aPolicy().attempt(2).build());

    assertThat(run.plan(List.of(), NOON)).containsExactly(start("b", 2));
    assertThat(run.state())
        .is(RunPhase.RUNNING)
        .has("a", FlowPhase.SUCCEEDED)
        .has("c", FlowPhase.WAITING);
  }

  @Test
  void suspendHoldsStartsButNotTheEndOfACancelledRun() {
    NaiveRun run = run(aPolicy().suspended(), flow("a"), flow("end").asFinally(When.ALWAYS));

    assertThat(run.plan(List.of(), NOON)).isEmpty();
    assertThat(run.state()).is(RunPhase.SUSPENDED).has("a", FlowPhase.READY);
    run.change(aPolicy().suspended().cancelled().build());

    assertThat(run.plan(List.of(), NOON)).containsExactly(start("end", 1));
    assertThat(run.state()).is(RunPhase.STOPPING).has("a", FlowPhase.CANCELLED);
  }

  private static NaiveRun run(Policies policy, FlowDraft... drafts) {
    return run(Map.of(), policy, drafts);
  }

  private static NaiveRun run(Map<String, Formula> formulas, Policies policy, FlowDraft... drafts) {
    return new NaiveRun(new RandomDag(0, List.of(drafts), formulas), policy.build());
  }

  private static Formula success(String flow) {
    return new Leaf(flow, Word.BARE);
  }

  private static Action start(String flow, int attempt) {
    return new Action.Start(flow, attempt);
  }

  private static Observation succeeded(String flow) {
    return new Observation.Succeeded(flow, 1, NOON);
  }

  private static Observation failed(String flow) {
    return new Observation.Failed(flow, 1, NOON, "Broken", "exit code 1");
  }
}
