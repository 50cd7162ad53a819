package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Objects that another version, or somebody with another schema, has stored. */
@Isolated
class StoredObjectIT extends ClusterTest {
  /** All that the original operator's resource knew. */
  private static final String SEED =
      """
      "spec": {"flows": [
        {"name": "job1", "dependencies": [],
         "jobTemplate": {"template": {"spec": {"restartPolicy": "OnFailure",
           "containers": [{"name": "main", "image": "busybox"}]}}}},
        {"name": "job2", "dependencies": ["job1"],
         "jobTemplate": {"template": {"spec": {
           "containers": [{"name": "main", "image": "busybox"}]}}}}]}
      """;

  /** No list of flows, so nothing of it can be read. */
  private static final String POISON = "\"spec\": {\"flows\": \"nonsense\"}";

  @Test
  void runsAJobFlowThatWasStoredBeforeOurFieldsExisted() {
    try (LaxSchema lax = new LaxSchema(client)) {
      controller.close();
      lax.store(namespace, "seed", SEED);
    }
    startAnother();

    JobFlowStatus status = awaitPhase(jobFlow("seed"), "Succeeded");

    assertThat(status.progress()).isEqualTo("2/2");
    assertThat(job("seed-job1").getSpec().getTemplate().getSpec().getRestartPolicy())
        .isEqualTo("Never");
  }

  @Test
  void goesOnWithAStatusOfAnOlderVersionThatRecordedLess() {
    runningBetweenControllers();
    client
        .resources(JobFlow.class)
        .inNamespace(namespace)
        .withName("f")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"specHash\": null, \"progress\": null, \"message\": null,"
                + " \"conditions\": null, \"observedGeneration\": null}}");

    endsAsUsual();
  }

  @Test
  void goesOnWithAStatusOfANewerVersionThatRecordedMore() {
    runningBetweenControllers();
    try (LaxSchema lax = new LaxSchema(client)) {
      lax.patchStatus(namespace, "f", "{\"status\": {\"mood\": \"good\"}}");
      endsAsUsual();
    }
  }

  @Test
  void leavesAStatusAloneThatItCannotRead() {
    runningBetweenControllers();
    try (LaxSchema lax = new LaxSchema(client)) {
      lax.patchStatus(
          namespace,
          "f",
          "{\"status\": {\"flows\": [{\"name\": \"a\", \"phase\": \"Pondering\"}]}}");
      startAnother();

      JobFlowStatus status =
          await(jobFlow("f"), now -> RefusalIT.isStalled(now, "UnreadableStatus"));

      assertThat(flow(status, "a").phase()).isEqualTo("Pondering");
      assertThat(jobNames()).containsExactly("f-a");
    }
  }

  @Test
  void marksWhatItCannotReadAndRunsEverythingElse() {
    try (LaxSchema lax = new LaxSchema(client)) {
      lax.store(namespace, "poison", POISON);

      awaitPhase(create(JobFlows.named("good").flow("a")), "Succeeded");

      var marked =
          client
              .genericKubernetesResources(LaxSchema.JOB_FLOWS)
              .inNamespace(namespace)
              .withName("poison")
              .waitUntilCondition(
                  object -> object.getAdditionalProperties().containsKey("status"),
                  60,
                  TimeUnit.SECONDS);
      assertThat(marked.getAdditionalProperties().get("status").toString())
          .contains("Unreadable", "Stalled");
      assertThat(controller.census().unreadable()).isEqualTo(1);
      marked.setAdditionalProperty("spec", JobFlows.named("x").flow("a").build().getSpec());
      client
          .genericKubernetesResources(LaxSchema.JOB_FLOWS)
          .inNamespace(namespace)
          .resource(marked)
          .update();
      awaitPhase(jobFlow("poison"), "Succeeded");
    }
  }

  @Test
  void asksNoSecondTimeForAMarkThatTheSchemaForbids() {
    controller.close();
    try (LaxSchema lax = new LaxSchema(client)) {
      lax.store(namespace, "poison", POISON);
    }
    startAnother();

    awaitPhase(create(JobFlows.named("good").flow("a").flowAfter("b", "a")), "Succeeded");

    List<String> marks =
        awaitAudit("patch jobflows/status poison", 1).stream()
            .map(AuditLog.Entry::what)
            .filter(what -> what.equals("patch jobflows/status poison"))
            .toList();
    assertThat(marks).hasSize(1);
    // a strict schema lets nobody change it but by deleting it
    jobFlow("poison").delete();
  }

  /** One flow runs, recorded, and no controller is there. */
  private void runningBetweenControllers() {
    kubelet.hold("a");
    awaitFlow(create(JobFlows.named("f").flow("a").flowAfter("b", "a")), "a", "Running");
    controller.close();
  }

  private void endsAsUsual() {
    startAnother();
    kubelet.release("a");

    awaitPhase(jobFlow("f"), "Succeeded");
    assertThat(
            AuditLog.ofOperator(namespace).stream()
                .map(AuditLog.Entry::what)
                .filter(what -> what.startsWith("create jobs")))
        .containsExactly("create jobs f-a", "create jobs f-b");
  }

  private void startAnother() {
    controller =
        new JobFlowController(
            operatorClient, settings(namespace), () -> true, ControllerListener.NONE);
    controller.lead().join();
  }

  private Resource<JobFlow> jobFlow(String name) {
    return client.resources(JobFlow.class).inNamespace(namespace).withName(name);
  }
}
