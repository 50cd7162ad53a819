package com.practice.jobflow.cli.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.job.FakePods.Fate;
import com.practice.jobflow.cli.run.job.JobEnd.Outcome;
import com.practice.jobflow.cli.run.loop.VirtualTime;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JobRunTest {
  private final VirtualTime time = new VirtualTime();

  @Nested
  class WithoutIndexes {
    @Test
    void onePodIsEnoughByDefault() {
      assertThat(run(new JobSpec(), JobRunTest::fine).diary())
          .containsExactly("0 start pod1", "5 success pod1", "5 SUCCEEDED");
    }

    @Test
    void replacesFailedPodsAfterDoublingWaitsUpToTheLimit() {
      FakePods pods = run(new JobSpecBuilder().withBackoffLimit(2).build(), JobRunTest::failing);

      assertThat(pods.diary())
          .containsExactly(
              "0 start pod1",
              "1 failure pod1",
              "11 start pod2",
              "12 failure pod2",
              "32 start pod3",
              "33 failure pod3",
              "33 FAILED BackoffLimitExceeded");
      assertThat(pods.end().message()).isEqualTo("exit 3");
    }

    @Test
    void failsAtOnceWithoutBackoffLimit() {
      assertThat(run(new JobSpecBuilder().withBackoffLimit(0).build(), JobRunTest::failing).diary())
          .containsExactly("0 start pod1", "1 failure pod1", "1 FAILED BackoffLimitExceeded");
    }

    @Test
    void waitsAreNeverLongerThanSixMinutes() {
      FakePods pods = run(new JobSpecBuilder().withBackoffLimit(8).build(), JobRunTest::failing);

      assertThat(pods.diary())
          .contains("637 failure pod7", "997 start pod8", "998 failure pod8", "1358 start pod9");
    }

    @Test
    void waitsAreScaled() {
      JobSpec spec = new JobSpecBuilder().withBackoffLimit(1).build();

      assertThat(run(spec, 0, JobRunTest::failing).diary())
          .containsExactly(
              "0 start pod1",
              "1 failure pod1",
              "1 start pod2",
              "2 failure pod2",
              "2 FAILED BackoffLimitExceeded");
    }

    @Test
    void keepsAsManyPodsAsParallelismSaysUntilCompletionsAreReached() {
      JobSpec spec = new JobSpecBuilder().withCompletions(3).withParallelism(2).build();

      assertThat(run(spec, JobRunTest::fine).diary())
          .containsExactly(
              "0 start pod1",
              "0 start pod2",
              "5 success pod1",
              "5 start pod3",
              "5 success pod2",
              "10 success pod3",
              "10 SUCCEEDED");
    }

    @Test
    void aWorkQueueStartsNoPodAfterTheFirstSuccess() {
      JobSpec spec = new JobSpecBuilder().withParallelism(3).build();

      assertThat(run(spec, (n, index) -> new Fate(n, 0)).diary())
          .containsExactly(
              "0 start pod1",
              "0 start pod2",
              "0 start pod3",
              "1 success pod1",
              "2 success pod2",
              "3 success pod3",
              "3 SUCCEEDED");
    }

    @Test
    void aFailureAmongSeveralStopsTheOthersOnceItIsOneTooMany() {
      JobSpec spec =
          new JobSpecBuilder().withCompletions(3).withParallelism(3).withBackoffLimit(0).build();

      assertThat(run(spec, (n, index) -> new Fate(n * 10, 1)).diary())
          .containsExactly(
              "0 start pod1",
              "0 start pod2",
              "0 start pod3",
              "10 failure pod1",
              "11 end pod2",
              "11 end pod3",
              "11 FAILED BackoffLimitExceeded");
    }

    @Test
    void aSuccessForgetsTheWaits() {
      JobSpec spec = new JobSpecBuilder().withCompletions(2).withBackoffLimit(3).build();

      assertThat(run(spec, (n, index) -> new Fate(1, n % 2)).diary())
          .containsExactly(
              "0 start pod1",
              "1 failure pod1",
              "11 start pod2",
              "12 success pod2",
              "12 start pod3",
              "13 failure pod3",
              "23 start pod4",
              "24 success pod4",
              "24 SUCCEEDED");
    }

    @Test
    void noCompletionsAreReachedAtOnce() {
      assertThat(run(new JobSpecBuilder().withCompletions(0).build(), JobRunTest::fine).diary())
          .containsExactly("0 SUCCEEDED");
    }
  }

  @Nested
  class WithIndexes {
    private final JobSpecBuilder indexed =
        new JobSpecBuilder().withCompletionMode("Indexed").withCompletions(3).withParallelism(2);

    @Test
    void runsEveryIndexOnceLowestFirst() {
      assertThat(run(indexed.build(), JobRunTest::fine).diary())
          .containsExactly(
              "0 start pod1[0]",
              "0 start pod2[1]",
              "5 success pod1[0]",
              "5 start pod3[2]",
              "5 success pod2[1]",
              "10 success pod3[2]",
              "10 SUCCEEDED");
    }

    @Test
    void triesAFailedIndexAgain() {
      JobSpec spec = indexed.withCompletions(1).build();

      assertThat(run(spec, (n, index) -> new Fate(1, n == 1 ? 1 : 0)).diary())
          .containsExactly(
              "0 start pod1[0]",
              "1 failure pod1[0]",
              "11 start pod2[0]",
              "12 success pod2[0]",
              "12 SUCCEEDED");
    }

    @Test
    void anIndexThatFailsForGoodFailsTheJobOnceTheOthersHaveEnded() {
      JobSpec spec = indexed.withBackoffLimitPerIndex(1).build();

      FakePods pods = run(spec, (n, index) -> new Fate(1, index.getAsInt() == 1 ? 7 : 0));

      assertThat(pods.diary())
          .containsExactly(
              "0 start pod1[0]",
              "0 start pod2[1]",
              "1 success pod1[0]",
              "1 start pod3[2]",
              "1 failure pod2[1]",
              "2 success pod3[2]",
              "11 start pod4[1]",
              "12 failure pod4[1]",
              "12 FAILED FailedIndexes");
      assertThat(pods.end().message()).isEqualTo("failed indexes: 1");
    }

    @Test
    void tooManyFailedIndexesFailTheJobAtOnce() {
      JobSpec spec =
          indexed
              .withCompletions(9)
              .withParallelism(1)
              .withBackoffLimitPerIndex(0)
              .withMaxFailedIndexes(1)
              .build();

      assertThat(run(spec, JobRunTest::failing).diary())
          .containsExactly(
              "0 start pod1[0]",
              "1 failure pod1[0]",
              "1 start pod2[1]",
              "2 failure pod2[1]",
              "2 FAILED MaxFailedIndexesExceeded");
    }

    @Test
    void aSuccessPolicyEndsTheJobBeforeAllIndexesHaveSucceeded() {
      JobSpec spec =
          indexed
              .withParallelism(3)
              .withNewSuccessPolicy()
              .addNewRule()
              .withSucceededIndexes("0,2")
              .withSucceededCount(1)
              .endRule()
              .endSuccessPolicy()
              .build();

      assertThat(run(spec, (n, index) -> new Fate(30 - 10 * index.getAsInt(), 0)).diary())
          .containsExactly(
              "0 start pod1[0]",
              "0 start pod2[1]",
              "0 start pod3[2]",
              "10 success pod3[2]",
              "11 end pod1[0]",
              "11 end pod2[1]",
              "11 SUCCEEDED");
    }
  }

  @Nested
  class FailurePolicies {
    @Test
    void anExitCodeCanFailTheJobWhateverTheLimit() {
      FakePods pods = run(rule("FailJob", "In", 3), JobRunTest::failing);

      assertThat(pods.diary())
          .containsExactly("0 start pod1", "1 failure pod1", "1 FAILED PodFailurePolicy");
    }

    @Test
    void anIgnoredFailureCountsAgainstNoLimit() {
      JobSpec spec = new JobSpecBuilder(rule("Ignore", "In", 3)).withBackoffLimit(0).build();

      FakePods pods = run(spec, 0, (n, index) -> new Fate(1, n < 5 ? 3 : 0));

      assertThat(pods.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(pods.diary()).contains("4 start pod5");
    }

    @Test
    void aRuleForOtherExitCodesDoesNotMatch() {
      JobSpec spec = new JobSpecBuilder(rule("FailJob", "NotIn", 3)).withBackoffLimit(0).build();

      assertThat(run(spec, JobRunTest::failing).end().reason()).isEqualTo("BackoffLimitExceeded");
    }

    private JobSpec rule(String action, String operator, int code) {
      return new JobSpecBuilder()
          .withNewPodFailurePolicy()
          .addNewRule()
          .withAction(action)
          .withNewOnExitCodes()
          .withOperator(operator)
          .withValues(code)
          .endOnExitCodes()
          .endRule()
          .endPodFailurePolicy()
          .build();
    }
  }

  @Nested
  class Ends {
    @Test
    void theDeadlineStopsWhatRuns() {
      JobSpec spec = new JobSpecBuilder().withActiveDeadlineSeconds(3L).build();

      assertThat(run(spec, JobRunTest::fine).diary())
          .containsExactly("0 start pod1", "4 end pod1", "4 FAILED DeadlineExceeded");
    }

    @Test
    void theDeadlineAlsoEndsAWait() {
      JobSpec spec = new JobSpecBuilder().withActiveDeadlineSeconds(3L).build();

      assertThat(run(spec, JobRunTest::failing).diary())
          .containsExactly("0 start pod1", "1 failure pod1", "3 FAILED DeadlineExceeded");
    }

    @Test
    void aStoppedJobStartsNothingAndEndsWhenItsPodsHave() {
      FakePods pods = new FakePods(time, JobRunTest::fine);
      JobRun job = new JobRun(time.loop(), JobRules.of(new JobSpec(), 1), pods, pods);
      time.loop().after(Duration.ofSeconds(2), job::stop);

      runToEnd(job, pods);

      assertThat(pods.diary()).containsExactly("0 start pod1", "3 end pod1", "3 STOPPED");
    }

    @Test
    void aKilledJobEndsAtOnce() {
      FakePods pods = new FakePods(time, JobRunTest::fine);
      JobRun job = new JobRun(time.loop(), JobRules.of(new JobSpec(), 1), pods, pods);
      time.loop().after(Duration.ofSeconds(2), job::kill);

      runToEnd(job, pods);

      assertThat(pods.diary()).containsExactly("0 start pod1", "2 end pod1", "2 STOPPED");
    }
  }

  private FakePods run(JobSpec spec, BiFunction<Integer, OptionalInt, Fate> fates) {
    return run(spec, 1, fates);
  }

  private FakePods run(
      JobSpec spec, double backoffScale, BiFunction<Integer, OptionalInt, Fate> fates) {
    FakePods pods = new FakePods(time, fates);
    runToEnd(new JobRun(time.loop(), JobRules.of(spec, backoffScale), pods, pods), pods);
    return pods;
  }

  private void runToEnd(JobRun job, FakePods pods) {
    time.loop().post(job::start);
    try {
      time.loop().run(() -> pods.end() != null);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Fate failing(int completion, OptionalInt index) {
    return new Fate(1, 3);
  }

  private static Fate fine(int completion, OptionalInt index) {
    return new Fate(5, 0);
  }
}
