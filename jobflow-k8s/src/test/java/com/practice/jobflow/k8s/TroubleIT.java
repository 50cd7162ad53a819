package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.model.JobTemplate;
import com.practice.jobflow.model.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TroubleIT extends ClusterTest {
  @Test
  void waitsForAJobTemplateAndGoesOnWhenItAppears() {
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("ref").rawFlow("a", "jobTemplateRef: nightly").flowAfter("b", "a"));
    JobFlowStatus stalled = await(jobFlow, status -> isStalled(status, "TemplateNotFound"));
    assertThat(stalled.message()).contains("a: TemplateNotFound");

    JobTemplate template = new JobTemplate();
    template.getMetadata().setName("nightly");
    template.setSpec(new JobTemplateSpec(templateOf(JobFlows.named("x").flow("x"))));
    client.resources(JobTemplate.class).inNamespace(namespace).resource(template).create();

    awaitPhase(jobFlow, "Succeeded");
  }

  @Test
  void namesEveryProblemOfAnInvalidSpecAndStartsOnceItIsMended() {
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("bad").flowAfter("a", "b").flowAfter("b", "a").flowAfter("c", "d"));
    JobFlowStatus invalid = awaitPhase(jobFlow, "Invalid");
    assertThat(condition(invalid, "Stalled").getMessage()).contains("cycle", "unknown flow \"d\"");
    assertThat(jobs()).isEmpty();

    jobFlow.edit(
        broken -> {
          broken.setSpec(JobFlows.named("bad").flow("a").build().getSpec());
          return broken;
        });

    awaitPhase(jobFlow, "Succeeded");
    assertThat(awaitEvents("bad", "Completed")).containsOnlyOnce("SpecRejected");
  }

  @Test
  void failsAFlowWhoseTemplateTheServerRefuses() {
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("refused")
                .rawFlow(
                    "a",
                    "retry: {limit: 5}",
                    "jobTemplate: {template: {spec: {containers: [{name: UPPER, image: x}]}}}"));

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");

    assertThat(flow(status, "a").reason()).isEqualTo("InvalidTemplate");
    assertThat(flow(status, "a").message()).contains("UPPER");
  }

  @Test
  void usesAnotherNameWhenAStrangerHasTheJobs() {
    Job stranger =
        new JobBuilder()
            .withNewMetadata()
            .withName("taken-a")
            .endMetadata()
            .withSpec(templateOf(JobFlows.named("x").flow("x")))
            .build();
    stranger.getSpec().getTemplate().getSpec().setRestartPolicy("Never");
    String uid =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(namespace)
            .resource(stranger)
            .create()
            .getMetadata()
            .getUid();

    Resource<JobFlow> jobFlow = create(JobFlows.named("taken").flow("a"));

    JobFlowStatus status = awaitPhase(jobFlow, "Succeeded");
    assertThat(flow(status, "a").jobName()).matches("taken-a-[a-z2-7]{10}");
    assertThat(job("taken-a").getMetadata().getUid()).isEqualTo(uid);
    assertThat(job("taken-a").getMetadata().getOwnerReferences()).isEmpty();
    assertThat(awaitEvents("taken", "Completed")).containsOnlyOnce("JobNameConflict");
  }

  @Test
  void failsAFlowWhoseJobSomebodyDeletes() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("gone").flow("a").flowAfter("b", "a"));
    awaitFlow(jobFlow, "a", "Running");

    client.batch().v1().jobs().inNamespace(namespace).withName("gone-a").delete();

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");
    assertThat(flow(status, "a").reason()).isEqualTo("JobDeleted");
    assertThat(jobs()).isEmpty();
  }

  @Test
  void waitsForRoomInTheQuotaAndGoesOn() {
    client
        .resourceQuotas()
        .inNamespace(namespace)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("count/jobs.batch", new Quantity("0")))
                .endSpec()
                .build())
        .create();
    client
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("none")
        .waitUntilCondition(
            quota ->
                quota != null && quota.getStatus() != null && quota.getStatus().getHard() != null,
            30,
            TimeUnit.SECONDS);
    Resource<JobFlow> jobFlow = create(JobFlows.named("quota").flow("a"));
    JobFlowStatus stalled = await(jobFlow, status -> isStalled(status, "QuotaExceeded"));
    assertThat(phase(stalled, "a")).isEqualTo("Starting");

    client.resourceQuotas().inNamespace(namespace).withName("none").delete();

    awaitPhase(jobFlow, "Succeeded");
  }

  @Test
  void leavesTheJobsOfADeletedJobFlowToGarbageCollection() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("del").flow("a").flowAfter("b", "a"));
    awaitFlow(jobFlow, "a", "Running");

    jobFlow.withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();

    jobFlow.waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);
    assertThat(jobs()).isEmpty();
  }

  /**
   * A server without the feature drops the field itself, so the note that it leaves is looked at.
   */
  @Test
  void releasesAJobsTimeToLiveOnlyWhenItsOutcomeIsRecorded() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow =
        create(
            JobFlows.named("release")
                .rawFlow(
                    "a",
                    "jobTemplate: {ttlSecondsAfterFinished: 600, template: {spec: {containers: "
                        + "[{name: main, image: busybox}]}}}"));
    awaitFlow(jobFlow, "a", "Running");
    assertThat(job("release-a").getSpec().getTtlSecondsAfterFinished()).isNull();
    assertThat(job("release-a").getMetadata().getAnnotations())
        .containsEntry(JobRecord.WITHHELD_TTL, "600");

    kubelet.release("a");

    awaitPhase(jobFlow, "Succeeded");
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withName("release-a")
        .waitUntilCondition(
            job ->
                job.getMetadata().getAnnotations() == null
                    || !job.getMetadata().getAnnotations().containsKey(JobRecord.WITHHELD_TTL),
            30,
            TimeUnit.SECONDS);
    List<String> requests =
        awaitAudit("patch jobs release-a", 1).stream().map(AuditLog.Entry::what).toList();
    assertThat(requests).containsOnlyOnce("patch jobs release-a");
    assertThat(requests.subList(requests.indexOf("patch jobs release-a"), requests.size()))
        .doesNotContain("update jobflows/status release");
  }

  @Test
  void givesBackTheLabelThatSomebodyTookAway() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("label").flow("a").flowAfter("b", "a"));
    awaitFlow(jobFlow, "a", "Running");

    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withName("label-a")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"labels\": {\"" + JobLabels.MANAGED_BY + "\": null}}}");
    kubelet.release("a");

    awaitPhase(jobFlow, "Succeeded");
    assertThat(job("label-a").getMetadata().getLabels())
        .containsEntry(JobLabels.MANAGED_BY, JobLabels.OPERATOR);
  }

  @Test
  void deletesAJobFlowWhoseTimeIsUp() {
    Resource<JobFlow> jobFlow =
        create(JobFlows.named("ttl").spec("ttlSecondsAfterFinished: 1").flow("a"));

    jobFlow.waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
  }

  @Test
  void runsADeletedJobFlowOfTheSameNameAnew() {
    Resource<JobFlow> first = create(JobFlows.named("twice").flow("a"));
    awaitPhase(first, "Succeeded");
    first.withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    first.waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);

    Resource<JobFlow> second = create(JobFlows.named("twice").flow("a"));

    awaitPhase(second, "Succeeded");
    assertThat(job("twice-a").getMetadata().getOwnerReferences().get(0).getUid())
        .isEqualTo(second.get().getMetadata().getUid());
  }

  private static JobSpec templateOf(JobFlows jobFlow) {
    return jobFlow.build().getSpec().flows().get(0).jobTemplate();
  }

  private static boolean isStalled(JobFlowStatus status, String reason) {
    return status.conditions().stream()
        .filter(condition -> "Stalled".equals(condition.getType()))
        .anyMatch(condition -> reason.equals(condition.getReason()));
  }
}
