package com.practice.jobflow.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlimObjectsTest {
  private static final String METADATA =
      """
      "metadata": {"name": "f-a", "namespace": "n", "uid": "u", "resourceVersion": "7",
        "creationTimestamp": "2026-11-22T10:00:00Z", "finalizers": ["batch.kubernetes.io/job-tracking"],
        "labels": {"app.kubernetes.io/managed-by": "jobflow-operator"},
        "annotations": {"batch.kubernetes.io/job-completion-index": "3",
          "api.practice.com/ttl-seconds-after-finished": "60"},
        "managedFields": [{"manager": "m", "fieldsV1": {"f:spec": {"f:template": {}}}}],
        "ownerReferences": [{"apiVersion": "api.practice.com/v1alpha1", "kind": "JobFlow",
          "name": "f", "uid": "o", "controller": true}]}
      """;

  private final KubernetesSerialization usual = new KubernetesSerialization();
  private final KubernetesSerialization ours = WireFormat.serialization();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"completions\": 1, \"backoffLimit\": 0",
        "\"completions\": 2, \"completionMode\": \"Indexed\", \"backoffLimit\": 6",
        "\"completions\": 1, \"backoffLimit\": 0, \"activeDeadlineSeconds\": 5",
        "\"completions\": 1, \"backoffLimit\": 0, \"successPolicy\": {\"rules\": []}",
        "\"completions\": 1, \"backoffLimit\": 0, \"ruleOfTheFuture\": {\"a\": [1]}",
        "\"completions\": 1, \"suspend\": true",
      })
  void keepsOfAJobWhatTheLongWayKeeps(String spec) {
    for (String status :
        List.of(
            "{}",
            "{\"startTime\": \"2026-11-22T10:00:01Z\", \"active\": 1}",
            "{\"conditions\": [{\"type\": \"Complete\", \"status\": \"True\"}],"
                + " \"completionTime\": \"2026-11-22T10:00:09Z\", \"succeeded\": 1}",
            "{\"conditions\": [{\"type\": \"Failed\", \"status\": \"True\", \"reason\": \"R\","
                + " \"message\": \"m\", \"lastTransitionTime\": \"2026-11-22T10:00:09Z\"}]}")) {
      String object =
          "{\"kind\": \"Job\", \"apiVersion\": \"batch/v1\", "
              + METADATA
              + ", \"spec\": {\"selector\": {\"matchLabels\": {\"a\": \"b\"}}, "
              + spec
              + ", \"template\": {\"spec\": {\"containers\": [{\"name\": \"c\"}]}}}, \"status\": "
              + status
              + "}";

      Job job = (Job) event(object).getObject();

      assertThat(JobRecord.of(job)).isEqualTo(JobRecord.of(usual.unmarshal(object, Job.class)));
      assertThat(job.getSpec().getTemplate()).isNull();
      assertThat(job.getMetadata().getManagedFields()).isEmpty();
      assertThat(ours.unmarshal(object, Job.class).getSpec().getTemplate())
          .as("only a watch passes over it")
          .isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Running", "Succeeded", "Failed"})
  void keepsOfAPodWhatTheLongWayKeeps(String phase) {
    String object =
        "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", "
            + METADATA
            + ", \"spec\": {\"containers\": [{\"name\": \"c\"}]}, \"status\": {\"phase\": \""
            + phase
            + "\", \"conditions\": [{\"type\": \"Ready\"}], \"podIP\": \"10.0.0.1\"}}";

    Pod pod = (Pod) event(object).getObject();

    assertThat(PodRecord.of(pod)).isEqualTo(PodRecord.of(usual.unmarshal(object, Pod.class)));
  }

  @Test
  void keepsAllOfWhatIsNeitherJobNorPod() {
    GenericKubernetesResource jobFlow =
        (GenericKubernetesResource)
            event(
                    "{\"apiVersion\": \"api.practice.com/v1alpha1\", \"kind\": \"JobFlow\", "
                        + METADATA
                        + ", \"spec\": {\"flows\": [{\"name\": \"a\"}]}}")
                .getObject();

    assertThat(jobFlow.getApiVersion()).isEqualTo("api.practice.com/v1alpha1");
    assertThat(jobFlow.getKind()).isEqualTo("JobFlow");
    assertThat(jobFlow.getMetadata().getUid()).isEqualTo("u");
    assertThat(jobFlow.getMetadata().getManagedFields()).isEmpty();
    assertThat(jobFlow.getAdditionalProperties())
        .isEqualTo(Map.of("spec", Map.of("flows", List.of(Map.of("name", "a")))));
  }

  @Test
  void readsTheErrorThatEndsAWatch() {
    WatchEvent event =
        ours.unmarshal(
            "{\"type\": \"ERROR\", \"object\": {\"kind\": \"Status\", \"apiVersion\": \"v1\","
                + " \"metadata\": {}, \"code\": 410}}",
            WatchEvent.class);

    assertThat(event.getType()).isEqualTo("ERROR");
    assertThat(((Status) event.getObject()).getCode()).isEqualTo(410);
  }

  @Test
  void leavesAnObjectThatDoesNotSayFirstWhatItIsToTheLongWay() {
    assertThatThrownBy(
            () -> event("{" + METADATA + ", \"kind\": \"Job\", \"apiVersion\": \"batch/v1\"}"))
        .hasStackTraceContaining("does not begin with its kind and apiVersion");
  }

  private WatchEvent event(String object) {
    WatchEvent event =
        ours.unmarshal("{\"type\": \"MODIFIED\", \"object\": " + object + "}", WatchEvent.class);
    assertThat(event.getType()).isEqualTo("MODIFIED");
    return event;
  }
}
