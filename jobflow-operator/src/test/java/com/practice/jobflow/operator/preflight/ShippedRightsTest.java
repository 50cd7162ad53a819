package com.practice.jobflow.operator.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.install.Manifests;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifests grant is what the operator asks for before it starts. */
class ShippedRightsTest {
  private static final String NAMESPACE = "jobflow-system";

  @Test
  void theClusterRoleGrantsWhatRunningJobFlowsTakes() {
    assertThat(granted("", Manifests.read("cluster/role.yaml", ClusterRole.class).getRules()))
        .filteredOn(right -> !right.resource().equals("jobflows/finalizers"))
        .containsExactlyInAnyOrderElementsOf(Rights.toRunJobFlows(List.of()));
  }

  @Test
  void theOverlayForPromptEdgesGrantsWhatWatchingPodsTakes() {
    ClusterRole role = Manifests.read("overlays/prompt/pods-role.yaml", ClusterRole.class);

    assertThat(granted("", role.getRules()))
        .containsExactlyInAnyOrderElementsOf(Rights.toWatchPods(List.of()));
  }

  @Test
  void theRoleGrantsWhatHoldingTheLeaseTakes() {
    assertThat(
            granted(NAMESPACE, Manifests.read("operator/lease-role.yaml", Role.class).getRules()))
        .containsExactlyInAnyOrderElementsOf(Rights.toHold(NAMESPACE, "jobflow-operator"));
  }

  private static List<Right> granted(String namespace, List<PolicyRule> rules) {
    return rules.stream().flatMap(rule -> rights(namespace, rule)).toList();
  }

  private static Stream<Right> rights(String namespace, PolicyRule rule) {
    List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            names.stream()
                                .flatMap(
                                    name ->
                                        rule.getVerbs().stream()
                                            .map(
                                                verb ->
                                                    new Right(
                                                        namespace, group, resource, name, verb)))));
  }
}
