package com.practice.jobflow.k8s.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JobFactoryTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String PLAIN =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: etl, namespace: data, uid: 5d1c}
      spec:
        flows:
        - name: load
          jobTemplate:
            backoffLimit: 3
            ttlSecondsAfterFinished: 60
            fieldOfATomorrow: kept
            template:
              metadata: {labels: {team: data, api.practice.com/flow: forged}}
              spec:
                restartPolicy: OnFailure
                anotherNewField: {deep: [1, 2]}
                containers:
                - {name: main, image: "busybox:1.28", env: [{name: A, value: own}], newField: x}
      """;

  @Test
  void keepsTheTemplateAndItsUnknownFields() {
    Job job = job(PLAIN);

    assertThat(job.getSpec().getBackoffLimit()).isEqualTo(3);
    assertThat(YAML.asYaml(job))
        .contains("fieldOfATomorrow: \"kept\"", "anotherNewField", "newField: \"x\"");
  }

  @Test
  void forcesRestartPolicyNeverAndWithholdsTheTtl() {
    Job job = job(PLAIN);

    assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
    assertThat(JobFactory.ttl(flow(read(PLAIN)).jobTemplate())).isEqualTo(60);
  }

  @Test
  void ownsTheJobAndLabelsJobAndPods() {
    Job job = job(PLAIN);

    assertThat(job.getMetadata().getName()).isEqualTo("etl-load");
    assertThat(job.getMetadata().getNamespace()).isEqualTo("data");
    assertThat(job.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getApiVersion()).isEqualTo("api.practice.com/v1alpha1");
              assertThat(owner.getKind()).isEqualTo("JobFlow");
              assertThat(owner.getUid()).isEqualTo("5d1c");
              assertThat(owner.getController()).isTrue();
              assertThat(owner.getBlockOwnerDeletion()).isTrue();
            });
    Map<String, String> expected =
        Map.of(
            "api.practice.com/jobflow", "etl",
            "api.practice.com/flow", "load",
            "api.practice.com/attempt", "2",
            "app.kubernetes.io/managed-by", "jobflow-operator");
    assertThat(JobLabels.KEYS).isEqualTo(expected.keySet());
    assertThat(job.getMetadata().getLabels()).isEqualTo(expected);
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(expected)
        .containsEntry("team", "data");
  }

  @Test
  void neverChangesTheTemplate() {
    JobFlow owner = read(withGlobals());
    String before = YAML.asYaml(owner);

    JobFactory.job(owner, flow(owner), flow(owner).jobTemplate(), 1, "etl-load");

    assertThat(YAML.asYaml(owner)).isEqualTo(before);
  }

  @Test
  void hasNoOwnerWithoutACluster() {
    assertThat(job(PLAIN.replace(", uid: 5d1c", "")).getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void toleratesATemplateWithoutPod() {
    Job job = job(PLAIN.substring(0, PLAIN.indexOf("      template:")));

    assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
  }

  @Test
  void leavesRoomForTheIndexOfAnIndexedJob() {
    String indexed =
        PLAIN.replace("backoffLimit: 3", "completionMode: Indexed\n      completions: 101");

    assertThat(JobFactory.maxNameLength(flow(read(PLAIN)).jobTemplate())).isEqualTo(63);
    assertThat(JobFactory.maxNameLength(flow(read(indexed)).jobTemplate())).isEqualTo(59);
  }

  @Nested
  class GlobalParameters {
    private final Job job = job(withGlobals());

    @Test
    void envComesFirstAndTheContainersOwnWins() {
      assertThat(job.getSpec().getTemplate().getSpec().getContainers())
          .singleElement()
          .extracting(Container::getEnv)
          .isEqualTo(List.of(env("REGION", "eu"), env("A", "own")));
    }

    @Test
    void labelsAndAnnotationsReachJobAndPodsButNeverReplaceTheTemplatesOwn() {
      assertThat(job.getMetadata().getLabels()).containsEntry("team", "global");
      assertThat(job.getMetadata().getAnnotations()).containsEntry("note", "global");
      assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
          .containsEntry("team", "data")
          .containsEntry("tier", "batch")
          .containsEntry("api.practice.com/flow", "load");
      assertThat(job.getSpec().getTemplate().getMetadata().getAnnotations())
          .containsEntry("note", "global");
    }

    @Test
    void nodeNameIsSetWhereTheTemplateHasNone() {
      assertThat(job.getSpec().getTemplate().getSpec().getNodeName()).isEqualTo("node1");
    }
  }

  @Nested
  class SharedVolumes {
    private static final String SHARED =
        PLAIN
            + """
                shareVolumeMounts: [{name: work, mountPath: /work}]
              shareVolumes: [{name: work, emptyDir: {}}]
            """;

    @Test
    void areMountedIntoEveryContainerOfAFlowThatAsksForThem() {
      Job job = job(SHARED);

      assertThat(job.getSpec().getTemplate().getSpec().getVolumes())
          .singleElement()
          .satisfies(volume -> assertThat(volume.getName()).isEqualTo("work"));
      assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getVolumeMounts())
          .singleElement()
          .extracting(VolumeMount::getMountPath)
          .isEqualTo("/work");
    }

    @Test
    void stayAwayFromFlowsThatMountNothing() {
      Job job = job(SHARED.replace("shareVolumeMounts: [{name: work, mountPath: /work}]", ""));

      assertThat(job.getSpec().getTemplate().getSpec().getVolumes()).isEmpty();
    }
  }

  private static String withGlobals() {
    return PLAIN
        + """
            globalParams:
              env: [{name: REGION, value: eu}, {name: A, value: global}]
              labels: {team: global, tier: batch, api.practice.com/flow: forged}
              annotations: {note: global}
              nodeName: node1
          """;
  }

  private static EnvVar env(String name, String value) {
    return new EnvVar(name, value, null);
  }

  private static Job job(String yaml) {
    JobFlow owner = read(yaml);
    return JobFactory.job(owner, flow(owner), flow(owner).jobTemplate(), 2, "etl-load");
  }

  private static Flow flow(JobFlow owner) {
    return owner.getSpec().flows().get(0);
  }

  private static JobFlow read(String yaml) {
    return YAML.unmarshal(yaml, JobFlow.class);
  }
}
