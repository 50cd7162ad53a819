package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Test;

class SteeringIT extends ClusterTest {
  @Test
  void holdsStartsWhileSuspendedAndGoesOnAfterwards() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("sus").flow("a").flowAfter("b", "a"));
    awaitFlow(jobFlow, "a", "Running");
    edit(jobFlow, "{\"spec\": {\"suspend\": true}}");
    awaitPhase(jobFlow, "Suspended");

    kubelet.release("a");
    JobFlowStatus held = awaitFlow(jobFlow, "a", "Succeeded");
    assertThat(held.phase()).isEqualTo("Suspended");
    assertThat(condition(held, "Suspended").getStatus()).isEqualTo("True");
    assertThat(jobNames()).containsExactly("sus-a");

    edit(jobFlow, "{\"spec\": {\"suspend\": false}}");
    JobFlowStatus status = awaitPhase(jobFlow, "Succeeded");
    assertThat(condition(status, "Suspended").getStatus()).isEqualTo("False");
    assertThat(awaitEvents("sus", "Completed"))
        .containsExactlyInAnyOrder("Started", "Suspended", "Resumed", "Completed");
  }

  @Test
  void cancelsRunningJobsAndStillRunsFinallyFlows() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("cancel").flow("a").flowAfter("b", "a").finallyFlow("clean"));
    awaitFlow(jobFlow, "a", "Running");

    edit(jobFlow, "{\"spec\": {\"cancel\": true}}");

    JobFlowStatus status = awaitPhase(jobFlow, "Cancelled");
    assertThat(phase(status, "a")).isEqualTo("Cancelled");
    assertThat(phase(status, "b")).isEqualTo("Cancelled");
    assertThat(phase(status, "clean")).isEqualTo("Succeeded");
    assertThat(jobNames()).containsExactly("cancel-clean");
    assertThat(client.pods().inNamespace(namespace).list().getItems()).hasSize(1);
    assertThat(condition(status, "Failed").getReason()).isEqualTo("Cancelled");
  }

  @Test
  void endsWhatRunsWhenTheDeadlinePasses() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("late").spec("activeDeadlineSeconds: 2").flow("a"));

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");

    assertThat(flow(status, "a").reason()).isEqualTo("DeadlineExceeded");
    assertThat(condition(status, "Failed").getReason()).isEqualTo("DeadlineExceeded");
    assertThat(jobs()).isEmpty();
  }

  @Test
  void runsAgainOnlyWhatDidNotSucceed() {
    kubelet.fail("b", 1);
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("again").flow("a").flowAfter("b", "a").flowAfter("c", "b"));
    awaitPhase(jobFlow, "Failed");

    edit(jobFlow, "{\"spec\": {\"attempt\": 2}}");

    JobFlowStatus status = awaitPhase(jobFlow, "Succeeded");
    assertThat(status.attempt()).isEqualTo(2);
    assertThat(jobNames()).containsExactlyInAnyOrder("again-a", "again-b", "again-b-2", "again-c");
  }

  @Test
  void startsNoMoreThanAllowedAtOnce() {
    kubelet.hold("a").hold("b");
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("narrow").spec("parallelism: 1").flow("a").flow("b"));

    JobFlowStatus first = awaitFlow(jobFlow, "a", "Running");

    assertThat(phase(first, "b")).isEqualTo("Ready");
    assertThat(first.message()).contains("running: a", "waiting: b (parallelism)");
    kubelet.release("a");
    awaitFlow(jobFlow, "b", "Running");
    kubelet.release("b");
    awaitPhase(jobFlow, "Succeeded");
  }

  /** Where CEL is enforced, the edit itself is refused. */
  @Test
  void canStillBeCancelledWhenItsFlowsWereChanged() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("changed").flow("a").flowAfter("b", "a"));
    awaitFlow(jobFlow, "a", "Running");
    try {
      jobFlow.edit(
          running -> {
            running.setSpec(JobFlows.named("changed").flow("x").build().getSpec());
            return running;
          });
    } catch (KubernetesClientException refused) {
      assertThat(refused.getCode()).isEqualTo(422);
      return;
    }
    await(jobFlow, status -> RefusalIT.isStalled(status, "SpecChanged"));

    edit(jobFlow, "{\"spec\": {\"cancel\": true}}");

    JobFlowStatus status = awaitPhase(jobFlow, "Cancelled");
    assertThat(flow(status, "a").phase()).isEqualTo("Cancelled");
    assertThat(jobs()).isEmpty();
  }
}
