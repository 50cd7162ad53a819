package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Test;

class FailureIT extends ClusterTest {
  @Test
  void startsNothingNewAfterAFailure() {
    kubelet.fail("bad", 1).hold("slow");
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("fast").flow("bad").flow("slow").flowAfter("never", "slow"));
    JobFlowStatus stopping = awaitPhase(jobFlow, "Stopping");
    assertThat(flow(stopping, "never").reason()).isEqualTo("FailFast");

    kubelet.release("slow");

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");
    assertThat(phase(status, "slow")).isEqualTo("Succeeded");
    assertThat(flow(status, "bad").reason()).isEqualTo("BackoffLimitExceeded");
    assertThat(condition(status, "Failed").getReason()).isEqualTo("FlowFailed");
    assertThat(status.message()).contains("bad failed: BackoffLimitExceeded");
  }

  @Test
  void runsAllThatCanStillRunUnderContinue() {
    kubelet.fail("bad", 1);
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("goon")
                .spec("failurePolicy: Continue")
                .flow("bad")
                .flowAfter("skipped", "bad")
                .flow("good")
                .flowAfter("better", "good"));

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");

    assertThat(phase(status, "better")).isEqualTo("Succeeded");
    assertThat(flow(status, "skipped").reason()).isEqualTo("DependencyImpossible");
  }

  @Test
  void deletesRunningJobsUnderAbort() {
    kubelet.hold("slow").hold("bad").fail("bad", 1);
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("abort").spec("failurePolicy: Abort").flow("bad").flow("slow"));
    awaitFlow(jobFlow, "slow", "Running");
    kubelet.release("bad");

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");

    assertThat(flow(status, "slow").reason()).isEqualTo("Aborted");
    assertThat(jobNames()).containsExactly("abort-bad");
  }

  @Test
  void retriesUnderANewNameUntilItSucceeds() {
    kubelet.fail("flaky", 2);
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("retry")
                .flow("flaky", "retry: {limit: 2, backoffSeconds: 1}")
                .flowAfter("next", "flaky"));

    JobFlowStatus status = awaitPhase(jobFlow, "Succeeded");

    assertThat(flow(status, "flaky").attempt()).isEqualTo(3);
    assertThat(jobNames())
        .containsExactlyInAnyOrder("retry-flaky", "retry-flaky-2", "retry-flaky-3", "retry-next");
  }

  @Test
  void toleratesAFailureThatIsAllowed() {
    kubelet.fail("maybe", 1);
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("allowed")
                .flow("maybe", "allowFailure: true")
                .flowAfter("next", "maybe"));

    JobFlowStatus status = awaitPhase(jobFlow, "Succeeded");

    assertThat(phase(status, "maybe")).isEqualTo("Failed");
  }

  @Test
  void followsAnExpressionOverOutcomes() {
    kubelet.fail("probe", 1);
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("expr")
                .flow("probe", "allowFailure: true")
                .flow("repair", "depends: probe.Failed")
                .flow("celebrate", "depends: probe")
                .flow("after", "depends: repair || celebrate"));

    JobFlowStatus status = awaitPhase(jobFlow, "Succeeded");

    assertThat(phase(status, "repair")).isEqualTo("Succeeded");
    assertThat(phase(status, "celebrate")).isEqualTo("Skipped");
    assertThat(phase(status, "after")).isEqualTo("Succeeded");
  }

  @Test
  void runsFinallyFlowsThatFitTheVerdict() {
    kubelet.fail("bad", 1);
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("final")
                .flow("bad")
                .flowAfter("next", "bad")
                .finallyFlow("always")
                .finallyFlow("alarm", "when: Failed")
                .finallyFlow("thanks", "when: Succeeded"));

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");

    assertThat(phase(status, "always")).isEqualTo("Succeeded");
    assertThat(phase(status, "alarm")).isEqualTo("Succeeded");
    assertThat(flow(status, "thanks").reason()).isEqualTo("When");
    assertThat(status.progress()).isEqualTo("5/5");
  }
}
