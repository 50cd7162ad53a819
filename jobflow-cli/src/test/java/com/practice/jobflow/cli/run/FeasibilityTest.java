package com.practice.jobflow.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.RunPlanner.Wishes;
import com.practice.jobflow.cli.run.feasible.Isolation;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
  private static final String MUCH =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: test}
      spec:
        flows:
          - name: a
            jobTemplate:
              suspend: true
              ttlSecondsAfterFinished: 60
              template:
                spec:
                  nodeSelector: {disk: ssd}
                  hostNetwork: false
                  volumes:
                    - {name: secret, secret: {secretName: s}}
                    - {name: settings, configMap: {name: c, optional: true}}
                    - {name: claim, persistentVolumeClaim: {claimName: p}}
                    - {name: scratch, emptyDir: {medium: Memory}}
                  initContainers:
                    - name: init
                      image: busybox:1.28
                      restartPolicy: Always
                      command: [sleep, "1"]
                  containers:
                    - name: main
                      image: busybox:1.28
                      resources: {limits: {cpu: 1}}
                      livenessProbe: {exec: {command: [x]}}
                      lifecycle: {preStop: {exec: {command: [x]}}}
                      envFrom: [{configMapRef: {name: c}}]
                      env:
                        - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                        - {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}
                        - {name: MAY, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
                        - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                      securityContext: {privileged: true, readOnlyRootFilesystem: true}
                      volumeMounts:
                        - {name: scratch, mountPath: /}
                        - {name: none, mountPath: /none}
      """;

  @Test
  void namesEverythingThatAProcessCannotDoWithItsPlace() {
    VirtualRun run = new VirtualRun(MUCH, wishes(Isolation.NONE));

    assertThat(run.refusals())
        .extracting(refusal -> refusal.location().line() + " " + refusal.path())
        .containsExactly(
            "8 spec.flows[0].jobTemplate.suspend",
            "15 spec.flows[0].jobTemplate.template.spec.volumes[0].secret",
            "17 spec.flows[0].jobTemplate.template.spec.volumes[2].persistentVolumeClaim",
            "25 spec.flows[0].jobTemplate.template.spec.containers[0]",
            "28 spec.flows[0].jobTemplate.template.spec.containers[0].livenessProbe",
            "29 spec.flows[0].jobTemplate.template.spec.containers[0].lifecycle",
            "30 spec.flows[0].jobTemplate.template.spec.containers[0].envFrom[0].configMapRef",
            "32 spec.flows[0].jobTemplate.template.spec.containers[0].env[0].valueFrom.fieldRef",
            "33 spec.flows[0].jobTemplate.template.spec.containers[0].env[1].valueFrom.secretKeyRef",
            "35 spec.flows[0].jobTemplate.template.spec.containers[0].env[3].valueFrom"
                + ".resourceFieldRef",
            "36 spec.flows[0].jobTemplate.template.spec.containers[0].securityContext.privileged",
            "38 spec.flows[0].jobTemplate.template.spec.containers[0].volumeMounts[0].mountPath",
            "39 spec.flows[0].jobTemplate.template.spec.containers[0].volumeMounts[1].name");
    assertThat(run.ignored())
        .containsExactlyInAnyOrder(
            "configMap",
            "medium",
            "nodeSelector",
            "readOnlyRootFilesystem",
            "resources",
            "secretKeyRef");
  }

  @Test
  void aContainerNeedsNoCommandAndMayHaveAReadOnlyRoot() {
    VirtualRun run = new VirtualRun(MUCH, wishes(Isolation.CONTAINER));

    assertThat(run.refusals())
        .extracting("path")
        .noneMatch(path -> path.toString().endsWith("containers[0]"));
    assertThat(run.ignored()).doesNotContain("readOnlyRootFilesystem");
  }

  @Test
  void flowsThatAreNotToRunMayAskForAnything() {
    String two = MUCH + VirtualRun.flow("b | 1, 0").indent(-2);
    Wishes onlyB =
        new Wishes(Isolation.NONE, List.of("b"), List.of(), OptionalInt.empty(), false, 1);

    assertThat(new VirtualRun(two, onlyB).refusals()).isEmpty();
  }

  @Test
  void sharedVolumesAndGlobalVariablesAreLookedAtToo() {
    String yaml =
        VirtualRun.flows("a | 1, 0 | shareVolumeMounts: [{name: v, mountPath: /v}]")
            + """
              shareVolumes:
                - {name: v, hostPath: {path: /v}}
              globalParams:
                env:
                  - {name: IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
            """;

    assertThat(new VirtualRun(yaml, wishes(Isolation.NONE)).refusals())
        .extracting("path")
        .containsExactly(
            "spec.globalParams.env[0].valueFrom.fieldRef", "spec.shareVolumes[0].hostPath");
  }

  @Test
  void aTemplateThatIsNotThereIsRefused() {
    String yaml = VirtualRun.HEAD + "  flows:\n    - {name: a, jobTemplateRef: nightly}\n";

    assertThat(new VirtualRun(yaml, wishes(Isolation.NONE)).refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.message()).contains("nightly"));
  }

  private static Wishes wishes(Isolation isolation) {
    return new Wishes(isolation, List.of(), List.of(), OptionalInt.empty(), false, 1);
  }
}
