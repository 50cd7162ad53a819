package com.practice.jobflow.cli.run.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.pod.ContainerPlan.Mount;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Role;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodPlannerTest {
  private static final PodIdentity IDENTITY =
      new PodIdentity(
          "etl-load-x7k2p",
          "prod",
          "u-1",
          "host",
          "desk",
          Map.of("team", "data"),
          Map.of("owner/mail", "a@b"));

  @Test
  void variablesSeeThoseBeforeThemAndCommandsSeeAll() {
    ContainerPlan container =
        plan("""
                spec:
                  containers:
                    - name: main
                      command: [run, "$(LATE)", "$$(LATE)", "$(NOT_THERE)"]
                      args: ["$(EARLY)"]
                      env:
                        - {name: TOO_SOON, value: "$(LATE)"}
                        - {name: EARLY, value: "1"}
                        - {name: LATE, value: "$(EARLY)$(EARLY)"}
                        - {name: EARLY, value: "2$(EARLY)"}
                        - {name: NOTHING}
                """)
            .containers()
            .get(0);

    assertThat(container.env())
        .containsEntry("TOO_SOON", "$(LATE)")
        .containsEntry("LATE", "11")
        .containsEntry("EARLY", "21")
        .containsEntry("NOTHING", "");
    assertThat(container.commandLine())
        .containsExactly("run", "11", "$(LATE)", "$(NOT_THERE)", "21");
  }

  @Test
  void variablesCanAskAboutThePod() {
    ContainerPlan container =
        plan("""
                spec:
                  containers:
                    - name: main
                      env:
                        - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                        - {name: SPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
                        - {name: UID, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}
                        - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                        - {name: ACCOUNT, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}}
                        - {name: TEAM, valueFrom: {fieldRef: {fieldPath: "metadata.labels['team']"}}}
                        - {name: MAIL, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['owner/mail']"}}}
                        - {name: NONE, valueFrom: {fieldRef: {fieldPath: "metadata.labels['none']"}}}
                """)
            .containers()
            .get(0);

    assertThat(container.env())
        .containsEntry("NAME", "etl-load-x7k2p")
        .containsEntry("SPACE", "prod")
        .containsEntry("UID", "u-1")
        .containsEntry("NODE", "desk")
        .containsEntry("ACCOUNT", "default")
        .containsEntry("TEAM", "data")
        .containsEntry("MAIL", "a@b")
        .containsEntry("NONE", "");
  }

  @Test
  void theCompletionIndexIsAddedUnlessTheAuthorSetIt() {
    PodTemplateSpec template =
        template(
            """
            spec:
              containers:
                - {name: a}
                - {name: b, env: [{name: JOB_COMPLETION_INDEX, value: mine}]}
            """);

    PodPlan plan = PodPlanner.plan(template, IDENTITY, Map.of("JOB_COMPLETION_INDEX", "4"));

    assertThat(plan.containers().get(0).env()).containsEntry("JOB_COMPLETION_INDEX", "4");
    assertThat(plan.containers().get(1).env()).containsEntry("JOB_COMPLETION_INDEX", "mine");
  }

  @Test
  void keepsVolumesMountsGraceAndRoles() {
    PodPlan plan =
        plan(
            """
            spec:
              terminationGracePeriodSeconds: 5
              activeDeadlineSeconds: 60
              volumes: [{name: work, emptyDir: {}}]
              initContainers:
                - {name: prepare}
                - {name: proxy, restartPolicy: Always}
              containers:
                - name: main
                  workingDir: /work
                  env: [{name: PART, value: p1}]
                  volumeMounts:
                    - {name: work, mountPath: /work, subPathExpr: "$(PART)/x", readOnly: true}
            """);

    assertThat(plan.grace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.deadline()).contains(Duration.ofSeconds(60));
    assertThat(plan.volumes()).containsExactly("work");
    assertThat(plan.initContainers())
        .extracting(ContainerPlan::role)
        .containsExactly(Role.INIT, Role.SIDECAR);
    assertThat(plan.runsContainersTogether()).isTrue();
    assertThat(plan.containers().get(0).workingDir()).isEqualTo("/work");
    assertThat(plan.containers().get(0).mounts())
        .containsExactly(new Mount("work", "/work", "p1/x", true));
  }

  @Test
  void aContainersOwnUserWinsOverThePods() {
    PodPlan plan =
        plan(
            """
            spec:
              securityContext: {runAsUser: 1, runAsGroup: 2}
              containers:
                - {name: a}
                - {name: b, securityContext: {runAsUser: 3, readOnlyRootFilesystem: true}}
            """);

    assertThat(plan.containers().get(0).privileges().user()).hasValue(1);
    assertThat(plan.containers().get(1).privileges().user()).hasValue(3);
    assertThat(plan.containers().get(1).privileges().group()).hasValue(2);
    assertThat(plan.containers().get(1).privileges().readOnlyRoot()).isTrue();
  }

  private static PodPlan plan(String yaml) {
    return PodPlanner.plan(template(yaml), IDENTITY, Map.of());
  }

  private static PodTemplateSpec template(String yaml) {
    return Serialization.unmarshal(yaml, PodTemplateSpec.class);
  }
}
