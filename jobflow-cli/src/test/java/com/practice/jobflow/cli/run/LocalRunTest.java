package com.practice.jobflow.cli.run;

import static com.practice.jobflow.cli.run.VirtualRun.NO_WISHES;
import static com.practice.jobflow.cli.run.VirtualRun.flow;
import static com.practice.jobflow.cli.run.VirtualRun.flows;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.RunPlanner.Wishes;
import com.practice.jobflow.cli.run.feasible.Isolation;
import com.practice.jobflow.engine.plan.RunPhase;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
  private static final String CHAIN =
      flows("a | 2, 0", "b | 3, 0 | dependencies: [a]", "c | 1, 0 | dependencies: [b]", "d | 9, 0");

  @TempDir private Path folder;

  @Test
  void theSeedsExampleTakes210SecondsInTheOrderThatItStates() throws Exception {
    VirtualRun run =
        run(
            flows(
                "job1 | 10, 0",
                "job2 | 100, 0 | dependencies: [job1]",
                "job3 | 100, 0 | dependencies: [job1, job2]",
                "job4 | 10, 0",
                "job5 | 10, 0 | dependencies: [job4, job2]"));

    assertThat(run.diary())
        .containsExactly(
            "0 start job1",
            "0 start job4",
            "10 exit 0 job1",
            "10 start job2",
            "10 exit 0 job4",
            "110 exit 0 job2",
            "110 start job3",
            "110 start job5",
            "120 exit 0 job5",
            "210 exit 0 job3");
    assertThat(run.ended().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aFailureStartsNothingNewAndLetsTheRestEnd() throws Exception {
    VirtualRun run = run(flows("a | 1, 4", "b | 5, 0", "c | 1, 0 | dependencies: [b]"));

    assertThat(run.diary()).containsExactly("0 start b", "0 start a", "1 exit 4 a", "5 exit 0 b");
    assertThat(run.outcomes())
        .containsExactly("a FAILED BackoffLimitExceeded", "b SUCCEEDED", "c SKIPPED FailFast");
    assertThat(run.ended().phase()).isEqualTo(RunPhase.FAILED);
  }

  @Test
  void abortStopsWhatRuns() throws Exception {
    VirtualRun run = run(flows("a | 1, 4", "b | 50, 0") + "  failurePolicy: Abort\n");

    assertThat(run.diary()).endsWith("1 exit 4 a", "1 ask b", "2 exit 143 b");
    assertThat(run.outcomes()).contains("b CANCELLED Aborted");
  }

  @Test
  void finallyFlowsRunAfterAFailure() throws Exception {
    VirtualRun run =
        run(
            flows("a | 1, 4")
                + "  finally:\n"
                + flow("f | 2, 0")
                + flow("g | 2, 0 | when: Succeeded"));

    assertThat(run.outcomes())
        .containsExactly("a FAILED BackoffLimitExceeded", "f SUCCEEDED", "g SKIPPED When");
  }

  @Test
  void retriesAfterItsBackoff() throws Exception {
    VirtualRun run = run(flows("a | 1, 4, 4, 0 | retry: {limit: 2, backoffSeconds: 3}"));

    assertThat(run.diary())
        .containsExactly(
            "0 start a", "1 exit 4 a", "4 start a", "5 exit 4 a", "11 start a", "12 exit 0 a");
    assertThat(run.ended().attempts("a")).hasSize(3);
    assertThat(run.ended().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void theDeadlineOfTheJobFlowStopsWhatRuns() throws Exception {
    VirtualRun run = run(flows("a | 50, 0") + "  activeDeadlineSeconds: 5\n");

    assertThat(run.diary()).containsExactly("0 start a", "5 ask a", "6 exit 143 a");
    assertThat(run.outcomes()).containsExactly("a CANCELLED DeadlineExceeded");
    assertThat(run.ended().phase()).isEqualTo(RunPhase.FAILED);
  }

  @Test
  void aRaisedAttemptDoesNotRunAFailedFlowTwice() throws Exception {
    VirtualRun run = run(flows("a | 1, 4") + "  attempt: 3\n");

    assertThat(run.diary()).containsExactly("0 start a", "1 exit 4 a");
  }

  @Test
  void aCancelledManifestRunsOnlyItsFinallyFlows() throws Exception {
    VirtualRun run = run(flows("a | 1, 0") + "  cancel: true\n  finally:\n" + flow("f | 2, 0"));

    assertThat(run.outcomes()).containsExactly("a CANCELLED Cancelled", "f SUCCEEDED");
    assertThat(run.ended().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void neverRunsMoreJobsAtOnceThanTheSmallerOfBothLimits() throws Exception {
    String three = flows("a | 1, 0", "b | 1, 0", "c | 1, 0") + "  parallelism: 2\n";

    assertThat(new VirtualRun(three, atMost(1)).in(folder).diary())
        .containsExactly(
            "0 start a", "1 exit 0 a", "1 start b", "2 exit 0 b", "2 start c", "3 exit 0 c");
    assertThat(new VirtualRun(three, atMost(9)).in(folder).diary())
        .startsWith("0 start a", "0 start b", "1 exit 0 a");
  }

  @Test
  void onlyRunsTheseAndTakesWhatTheyWaitForAsDone() throws Exception {
    VirtualRun run =
        new VirtualRun(CHAIN + "  finally:\n" + flow("f | 1, 0"), some(List.of("b"), List.of()))
            .in(folder);

    assertThat(run.diary()).containsExactly("0 start b", "3 exit 0 b");
    assertThat(run.outcomes()).containsExactly("b SUCCEEDED");
    assertThat(run.ended().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void fromRunsAFlowAndAllThatWaitsForItAndFinallyFlows() throws Exception {
    VirtualRun run =
        new VirtualRun(CHAIN + "  finally:\n" + flow("f | 1, 0"), some(List.of(), List.of("b")))
            .in(folder);

    assertThat(run.diary())
        .containsExactly(
            "0 start b", "3 exit 0 b", "3 start c", "4 exit 0 c", "4 start f", "5 exit 0 f");
  }

  @Test
  void aTimeoutStopsEverythingAndRunsNothingMore() throws Exception {
    VirtualRun run =
        new VirtualRun(CHAIN + "  finally:\n" + flow("f | 1, 0"), NO_WISHES)
            .timeoutAfter(3)
            .in(folder);

    assertThat(run.diary()).endsWith("3 ask d", "3 ask b", "4 exit 143 d", "4 exit 143 b");
    assertThat(run.outcomes())
        .containsExactly(
            "a SUCCEEDED",
            "b CANCELLED TimedOut",
            "c CANCELLED TimedOut",
            "d CANCELLED TimedOut",
            "f CANCELLED TimedOut");
    assertThat(run.ended().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void anInterruptionOfARunThatIsStoppingKillsIt() throws Exception {
    VirtualRun run =
        new VirtualRun(
                flows("a | 50, 0").replace("image: x", "image: x, env: [{name: STUBBORN}]"),
                NO_WISHES)
            .timeoutAfter(3)
            .interruptedAfter(5)
            .in(folder);

    assertThat(run.diary()).containsExactly("0 start a", "3 ask a", "5 exit 137 a");
    assertThat(run.outcomes()).containsExactly("a CANCELLED TimedOut");
  }

  @Test
  void aRunThatEndsInTimeIsNotTimedOut() throws Exception {
    VirtualRun run = new VirtualRun(CHAIN, NO_WISHES).timeoutAfter(10).in(folder);

    assertThat(run.ended().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void anInterruptionStopsEverything() throws Exception {
    VirtualRun run = new VirtualRun(CHAIN, NO_WISHES).interruptedAfter(4).in(folder);

    assertThat(run.outcomes()).contains("b CANCELLED Interrupted", "c CANCELLED Interrupted");
    assertThat(run.talk()).contains("stopping what runs; Ctrl-C again kills it");
  }

  @Test
  void whoSendsASignalWithoutTypingItIsNotToldWhatToType() throws Exception {
    VirtualRun run = new VirtualRun(CHAIN, NO_WISHES).interruptedAfter(4).by("TERM").in(folder);

    assertThat(run.talk()).contains("stopping what runs\n").doesNotContain("Ctrl-C");
  }

  @Test
  void anInterruptionAlsoEndsAWaitForTheNextAttempt() throws Exception {
    VirtualRun run =
        new VirtualRun(flows("a | 1, 4 | retry: {limit: 2, backoffSeconds: 300}"), NO_WISHES)
            .interruptedAfter(4)
            .in(folder);

    assertThat(run.diary()).containsExactly("0 start a", "1 exit 4 a");
    assertThat(run.outcomes()).containsExactly("a CANCELLED Interrupted");
  }

  @Test
  void plainLinesTellEveryChangeWithItsTime() throws Exception {
    VirtualRun run = run(flows("extract | 2, 0", "load | 1, 4 | dependencies: [extract]"));

    assertThat(run.talk().lines())
        .containsExactly(
            "00:00 extract  Running",
            "00:02 extract  Succeeded  00:02",
            "00:02 load     Running",
            "00:03 load: exit 4",
            "00:03 load     Failed  00:01  exit 4");
  }

  @Test
  void aSuspendedManifestIsRefusedUnlessThatIsIgnored() throws Exception {
    String suspended = flows("a | 1, 0") + "  suspend: true\n";
    Wishes ignoring =
        new Wishes(Isolation.NONE, List.of(), List.of(), OptionalInt.empty(), true, 1);

    assertThat(new VirtualRun(suspended, NO_WISHES).refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.location().line()).isEqualTo(8);
              assertThat(refusal.message()).contains("--ignore-suspend");
            });
    assertThat(new VirtualRun(suspended, ignoring).in(folder).diary())
        .containsExactly("0 start a", "1 exit 0 a");
  }

  private VirtualRun run(String yaml) throws Exception {
    return new VirtualRun(yaml, NO_WISHES).in(folder);
  }

  private static Wishes atMost(int jobs) {
    return new Wishes(Isolation.NONE, List.of(), List.of(), OptionalInt.of(jobs), false, 1);
  }

  private static Wishes some(List<String> only, List<String> from) {
    return new Wishes(Isolation.NONE, only, from, OptionalInt.empty(), false, 1);
  }
}
