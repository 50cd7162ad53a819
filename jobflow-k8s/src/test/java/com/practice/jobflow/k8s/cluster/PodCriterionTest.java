package com.practice.jobflow.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Job controller will say, where nothing but its next look is missing. */
class PodCriterionTest {
  @Test
  void aPodThatSucceededAndWillBeCountedIsEnough() {
    assertThat(succeeds(job(), pod("a", "Succeeded"))).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aVerdictThatCanStillDifferIsWaitedFor(String why, UnaryOperator<JobBuilder> change) {
    Job job = change.apply(new JobBuilder(job())).build();

    assertThat(succeeds(job, pod("a", "Succeeded"))).as(why).isFalse();
  }

  static Stream<Arguments> aVerdictThatCanStillDifferIsWaitedFor() {
    return Stream.of(
        job("deadline", job -> job.editSpec().withActiveDeadlineSeconds(9L).endSpec()),
        job("work queue", job -> job.editSpec().withCompletions(null).endSpec()),
        job("no completions", job -> job.editSpec().withCompletions(0).endSpec()),
        job("more completions", job -> job.editSpec().withCompletions(2).endSpec()),
        job("failures by index", job -> job.editSpec().withBackoffLimitPerIndex(1).endSpec()),
        job("success policy", job -> job.editSpec().withNewSuccessPolicy().and().endSpec()),
        job("failure policy", job -> failing(job, "FailJob")),
        job("a policy of tomorrow", job -> failing(job, "Reconsider")),
        job("suspended", job -> job.editSpec().withSuspend(true).endSpec()),
        job("another controller", job -> job.editSpec().withManagedBy("x.io/c").endSpec()),
        job("another mode", job -> job.editSpec().withCompletionMode("Majority").endSpec()),
        job("a field of tomorrow", job -> job.editSpec().addToAdditionalProperties("a", 1).and()),
        job("deleted", job -> job.editMetadata().withDeletionTimestamp("now").endMetadata()),
        job("about to fail", job -> condition(job, "FailureTarget")),
        job("failed", job -> condition(job, "Failed")),
        job("too many failed", job -> job.editStatus().withFailed(7).endStatus()),
        job("too many to be counted", job -> uncounted(job, "1", "2", "3", "4", "5", "6", "7")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void podsThatLeaveADoubtAreNotEnough(String why, List<Pod> pods) {
    assertThat(succeeds(job(), pods.toArray(Pod[]::new))).as(why).isFalse();
  }

  static Stream<Arguments> podsThatLeaveADoubtAreNotEnough() {
    return Stream.of(
        pods("none"),
        pods("one runs", pod("a", "Running")),
        pods("one is not heard of", pod("a", "Unknown")),
        pods("one too many runs, and can still fail", pod("a", "Succeeded"), pod("b", "Running")),
        pods("one would not be missed", untracked(pod("a", "Succeeded"))),
        pods("one was deleted, perhaps before it succeeded", deleted(pod("a", "Succeeded"))),
        pods("one counts as failed", pod("a", "Succeeded"), deleted(pod("b", "Running"))),
        pods("one failed", pod("a", "Failed")),
        pods(
            "as many failed as may not",
            Stream.concat(
                    Stream.of(pod("a", "Succeeded")),
                    Stream.of("b", "c", "d", "e", "f", "g", "h").map(uid -> pod(uid, "Failed")))
                .toArray(Pod[]::new)));
  }

  @Test
  void podsThatFailedAndWereReplacedDoNotMatter() {
    Job job = new JobBuilder(job()).editStatus().withFailed(1).endStatus().build();

    assertThat(succeeds(job, untracked(pod("a", "Failed")), pod("b", "Succeeded"))).isTrue();
  }

  @Test
  void aPolicyThatOnlyForgivesDoesNotMatter() {
    assertThat(succeeds(failing(new JobBuilder(job()), "Ignore").build(), pod("a", "Succeeded")))
        .isTrue();
  }

  @Test
  void podsThatNeedNotBeKeptAnyMoreCountAsFarAsTheJobVouchesForThem() {
    Pod[] pods = {
      untracked(pod("a", "Succeeded")), untracked(pod("b", "Succeeded")), pod("c", "Succeeded")
    };
    JobBuilder three = new JobBuilder(job()).editSpec().withCompletions(3).endSpec();

    assertThat(succeeds(counting(three, 1), pods)).isFalse();
    assertThat(succeeds(counting(three, 1, "b"), pods)).isTrue();
    assertThat(succeeds(counting(three, 2), pods)).isTrue();
  }

  @Test
  void countersThatCanGoBackVouchForNothing() {
    Job old = new JobBuilder(job()).editStatus().withSucceeded(1).endStatus().build();

    assertThat(succeeds(old, untracked(pod("a", "Succeeded")))).isFalse();
  }

  @Test
  void aPodThatTheCountersHaveAlreadyIsNotCountedTwice() {
    JobBuilder two = new JobBuilder(job()).editSpec().withCompletions(2).endSpec();

    assertThat(succeeds(counting(two, 1), pod("a", "Succeeded"))).isFalse();
  }

  @Test
  void indexedPodsCountByTheirIndexes() {
    Job job =
        new JobBuilder(job())
            .editSpec()
            .withCompletions(2)
            .withCompletionMode("Indexed")
            .endSpec()
            .build();
    Pod first = indexed(pod("a", "Succeeded"), "0");

    assertThat(succeeds(job, first, indexed(pod("b", "Succeeded"), "0"))).isFalse();
    assertThat(succeeds(job, first, indexed(pod("b", "Succeeded"), "2"))).isFalse();
    assertThat(succeeds(job, first, indexed(pod("b", "Succeeded"), "one"))).isFalse();
    assertThat(succeeds(job, first, pod("b", "Succeeded"))).isFalse();
    assertThat(succeeds(job, first, indexed(pod("b", "Succeeded"), "1"))).isTrue();
  }

  private static boolean succeeds(Job job, Pod... pods) {
    return JobRecord.of(job).succeedsBy(Stream.of(pods).map(PodRecord::of).toList());
  }

  private static Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace("ns")
        .withName("j")
        .withUid("u")
        .endMetadata()
        .withNewSpec()
        .withCompletions(1)
        .withParallelism(1)
        .withBackoffLimit(6)
        .endSpec()
        .withNewStatus()
        .endStatus()
        .build();
  }

  private static Arguments job(String why, UnaryOperator<JobBuilder> change) {
    return Arguments.of(why, change);
  }

  private static JobBuilder failing(JobBuilder job, String action) {
    return job.editSpec()
        .withNewPodFailurePolicy()
        .addNewRule()
        .withAction(action)
        .endRule()
        .endPodFailurePolicy()
        .endSpec();
  }

  private static JobBuilder condition(JobBuilder job, String type) {
    return job.editStatus().addNewCondition().withType(type).withStatus("True").and().endStatus();
  }

  private static JobBuilder uncounted(JobBuilder job, String... failed) {
    return job.editStatus()
        .withNewUncountedTerminatedPods()
        .withFailed(failed)
        .endUncountedTerminatedPods()
        .endStatus();
  }

  private static Job counting(JobBuilder job, int succeeded, String... uncounted) {
    return new JobBuilder(job.build())
        .editStatus()
        .withSucceeded(succeeded)
        .withNewUncountedTerminatedPods()
        .withSucceeded(uncounted)
        .endUncountedTerminatedPods()
        .endStatus()
        .build();
  }

  private static Arguments pods(String why, Pod... pods) {
    return Arguments.of(why, List.of(pods));
  }

  private static Pod pod(String uid, String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("ns")
        .withName("p-" + uid)
        .withUid(uid)
        .withFinalizers(PodRecord.TRACKING)
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }

  private static Pod untracked(Pod pod) {
    return new PodBuilder(pod).editMetadata().withFinalizers(List.of()).endMetadata().build();
  }

  private static Pod deleted(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-11-23T00:00:00Z")
        .endMetadata()
        .build();
  }

  private static Pod indexed(Pod pod, String index) {
    return new PodBuilder(pod)
        .editMetadata()
        .addToAnnotations("batch.kubernetes.io/job-completion-index", index)
        .endMetadata()
        .build();
  }
}
