package com.practice.jobflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final String EVERY_FIELD =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: all}
      spec:
        flows:
        - name: a
          jobTemplate: {backoffLimit: 2, template: {spec: {containers: [{name: c}]}}}
          retry: {limit: 2, backoffSeconds: 1, maxBackoffSeconds: 4}
          allowFailure: true
          shareVolumeMounts: [{name: v, mountPath: /v}]
        - {name: b, jobTemplateRef: nightly, dependencies: [a]}
        - {name: c, jobTemplateRef: nightly, depends: "a.Failed || b"}
        finally:
        - {name: z, jobTemplateRef: nightly, when: Failed}
        failurePolicy: Abort
        parallelism: 10
        suspend: true
        cancel: true
        attempt: 3
        activeDeadlineSeconds: 3600
        ttlSecondsAfterFinished: 86400
        globalParams:
          env: [{name: E, value: e}]
          labels: {l: m}
          annotations: {n: o}
          nodeName: node-1
        shareVolumes: [{name: v, emptyDir: {}}]
      """;

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  @Test
  void bindsEveryFieldOfASpec() {
    JobFlow jobFlow = read(EVERY_FIELD);

    JobFlowSpec spec = jobFlow.getSpec();
    assertThat(spec.flows()).extracting(Flow::name).containsExactly("a", "b", "c");
    Flow first = spec.flows().get(0);
    assertThat(first.jobTemplate().getBackoffLimit()).isEqualTo(2);
    assertThat(first.retry()).isEqualTo(new RetrySpec(2, 1, 4));
    assertThat(first.allowFailure()).isTrue();
    assertThat(first.shareVolumeMounts()).singleElement().extracting("mountPath").isEqualTo("/v");
    assertThat(first.dependencies()).isEmpty();
    assertThat(spec.flows().get(1).jobTemplateRef()).isEqualTo("nightly");
    assertThat(spec.flows().get(1).dependencies()).containsExactly("a");
    assertThat(spec.flows().get(2).depends()).isEqualTo("a.Failed || b");
    assertThat(spec.finallyFlows()).singleElement().extracting(Flow::when).isEqualTo("Failed");
    assertThat(spec.failurePolicy()).isEqualTo("Abort");
    assertThat(spec.parallelism()).isEqualTo(10);
    assertThat(spec.suspend()).isTrue();
    assertThat(spec.cancel()).isTrue();
    assertThat(spec.attempt()).isEqualTo(3);
    assertThat(spec.activeDeadlineSeconds()).isEqualTo(3600L);
    assertThat(spec.ttlSecondsAfterFinished()).isEqualTo(86400);
    assertThat(spec.globalParams().env()).singleElement().extracting("value").isEqualTo("e");
    assertThat(spec.globalParams().labels()).containsEntry("l", "m");
    assertThat(spec.globalParams().annotations()).containsEntry("n", "o");
    assertThat(spec.globalParams().nodeName()).isEqualTo("node-1");
    assertThat(spec.shareVolumes()).singleElement().extracting("name").isEqualTo("v");
    assertThat(SERIALIZATION.asYaml(jobFlow))
        .contains("\n  finally:")
        .doesNotContain("finallyFlows");
    assertThat(read(SERIALIZATION.asYaml(jobFlow)).getSpec()).isEqualTo(spec);
  }

  @Test
  void writesNothingThatIsAbsent() {
    FlowStatus flow =
        new FlowStatus(
            "a", "Running", "2026-01-01T00:00:00Z", null, null, null, null, null, null, "");
    JobFlowStatus status =
        new JobFlowStatus(
            3L,
            "Running",
            null,
            null,
            null,
            null,
            null,
            "0/1",
            null,
            List.of(),
            List.of(flow),
            null);

    assertThat(SERIALIZATION.asJson(status))
        .isEqualToIgnoringWhitespace(
            """
            {"observedGeneration":3,"phase":"Running","progress":"0/1",
             "flows":[{"name":"a","phase":"Running","startTime":"2026-01-01T00:00:00Z"}]}
            """);
  }

  @Test
  void keepsUnknownFieldsOfATemplateAndToleratesThoseOfOurOwn() {
    JobFlow jobFlow =
        read(
            """
            apiVersion: api.practice.com/v1alpha1
            kind: JobFlow
            colour: red
            spec:
              size: 3
              flows:
              - name: a
                shape: round
                jobTemplate:
                  newInJob: {deep: 1}
                  template: {spec: {containers: [{name: c, newInContainer: [2]}]}}
            status: {mood: good, flows: [{name: a, phase: Running, speed: 4}]}
            """);

    assertThat(SERIALIZATION.asYaml(jobFlow))
        .contains("newInJob:\n        deep: 1", "newInContainer:\n            - 2")
        .doesNotContain("colour", "size", "shape", "mood", "speed");
  }

  private static JobFlow read(String yaml) {
    return SERIALIZATION.unmarshal(yaml);
  }
}
