package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static final List<String> FOLDERS =
      List.of("crd/", "cluster/", "operator/", "disruption/");

  static Stream<String> manifests() {
    return Stream.of(
            "cluster/",
            "operator/",
            "disruption/",
            "admission-policy/",
            "overlays/one-namespace/",
            "overlays/prompt/",
            "overlays/kubernetes-1.20/")
        .flatMap(folder -> Manifests.files(folder).stream().map(file -> folder + file));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyFieldIsOneThatKubernetesKnows(String file) {
    assertThat(Manifests.read(file)).isNotEmpty().doesNotContainNull();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyObjectSaysWhatItBelongsTo(String file) {
    if (file.matches("overlays/.*/deployment.yaml")) {
      return; // a patch
    }
    for (HasMetadata object : Manifests.read(file)) {
      assertThat(object.getMetadata().getLabels())
          .as(object.getKind())
          .containsKey("app.kubernetes.io/name")
          .containsEntry("app.kubernetes.io/part-of", "jobflow");
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsNoticed() {
    String manifest = "apiVersion: apps/v1\nkind: Deployment\nspec: {replica: 2}";

    assertThatThrownBy(() -> Manifests.parse(manifest)).hasMessageContaining("replica");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crd/", "cluster/", "operator/", "disruption/", "admission-policy/"})
  void aKustomizationListsEveryFileBesideIt(String folder) {
    assertThat(Manifests.listed(folder, "resources"))
        .containsExactlyInAnyOrderElementsOf(Manifests.files(folder));
  }

  @Test
  void theWholeInstallationListsEveryFileOfItsParts() {
    assertThat(Manifests.listed("", "resources"))
        .containsExactlyInAnyOrderElementsOf(
            FOLDERS.stream()
                .flatMap(folder -> Manifests.files(folder).stream().map(file -> folder + file))
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "overlays/kubernetes-1.20/, '../../crd,../../cluster,../../operator'",
    "overlays/one-namespace/, ../../operator",
    "overlays/prompt/, '../../crd,../../cluster,../../operator,../../disruption'"
  })
  void anOverlayListsEveryFileBesideIt(String folder, String bases) {
    assertThat(Manifests.listed(folder, "bases")).containsExactly(bases.split(",", -1));
    assertThat(
            Stream.concat(
                Manifests.listed(folder, "resources").stream(),
                Manifests.listed(folder, "patchesStrategicMerge").stream()))
        .containsExactlyInAnyOrderElementsOf(Manifests.files(folder));
  }

  @Test
  void kubernetes120HasTheSameBudgetUnderAnotherVersion() {
    String file = "pod-disruption-budget.yaml";
    assertThat(Manifests.text("overlays/kubernetes-1.20/" + file))
        .isEqualTo(Manifests.text("disruption/" + file).replace("policy/v1", "policy/v1beta1"));
  }

  @Test
  void oneNamespaceNeedsTheRightsOfTheWholeClusterThere() {
    List<PolicyRule> rules = Manifests.read("cluster/role.yaml", ClusterRole.class).getRules();

    assertThat(Manifests.read("overlays/one-namespace/role.yaml", Role.class).getRules())
        .isEqualTo(rules);
    assertThat(manifests().filter(file -> file.startsWith("overlays/one-namespace")))
        .allSatisfy(
            file ->
                assertThat(Manifests.read(file))
                    .noneMatch(object -> object.getKind().startsWith("Cluster")));
  }

  @Test
  void nobodyButTheOperatorMayWriteStatus() {
    assertThat(Manifests.read("cluster/roles-for-users.yaml"))
        .allSatisfy(
            role ->
                assertThat(((ClusterRole) role).getRules())
                    .flatExtracting(PolicyRule::getResources)
                    .containsOnly("jobflows", "jobtemplates"));
  }

  @Test
  void theOperatorMaySeeNoPodsAndNoSecretsAndNothingByAWildcard() {
    assertThat(Manifests.read("cluster/role.yaml", ClusterRole.class).getRules())
        .allSatisfy(
            rule -> {
              assertThat(rule.getResources()).doesNotContain("*", "pods", "secrets");
              assertThat(rule.getVerbs()).doesNotContain("*");
              assertThat(rule.getApiGroups()).doesNotContain("*");
            });
  }

  @Test
  void whoIsToWatchPodsMaySeeThemAndNothingElse() {
    String folder = "overlays/prompt/";
    assertThat(Manifests.read(folder + "pods-role.yaml", ClusterRole.class).getRules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getResources()).containsExactly("pods");
              assertThat(rule.getVerbs()).containsExactly("list", "watch");
            });
    assertThat(Manifests.read(folder + "deployment.yaml", Deployment.class))
        .extracting(patch -> patch.getSpec().getTemplate().getSpec().getContainers().get(0))
        .satisfies(
            container ->
                assertThat(container.getEnv())
                    .singleElement()
                    .extracting(EnvVar::getName, EnvVar::getValue)
                    .containsExactly("JOBFLOW_PROMPT", "true"));
  }

  @Test
  void thePodIsWhatARestrictedNamespaceAsksFor() {
    assertThat(Manifests.read("cluster/namespace.yaml", Namespace.class).getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    PodSpec pod = pod();
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getVolumes()).isEmpty();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    var container = container().getSecurityContext();
    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getPrivileged()).isNull();
    assertThat(container.getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getCapabilities().getAdd()).isEmpty();
  }

  @Test
  void requestsAndLimitsAreSet() {
    assertThat(container().getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container().getResources().getLimits()).containsKeys("cpu", "memory");
  }

  @Test
  void portsAreTheOnesThatEverybodyMeans() {
    Map<String, Integer> ports =
        container().getPorts().stream()
            .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
    Container container = container();

    assertThat(ports).containsOnlyKeys("metrics", "health");
    assertThat(
            List.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .allSatisfy(
            probe -> assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("health"));
    var service = Manifests.read("operator/service.yaml", Service.class).getSpec().getPorts();
    assertThat(service)
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.getTargetPort().getStrVal()).isEqualTo("metrics");
              assertThat(port.getPort()).isEqualTo(ports.get("metrics"));
            });
    assertThat(
            Manifests.read("operator/network-policy.yaml", NetworkPolicy.class)
                .getSpec()
                .getIngress())
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .containsExactlyInAnyOrderElementsOf(ports.values()));
  }

  /** docs/install.md says how to add a port, and where. */
  @Test
  void oneRuleSaysWhatMayGoOut() {
    assertThat(
            Manifests.read("operator/network-policy.yaml", NetworkPolicy.class)
                .getSpec()
                .getEgress())
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .containsExactly(53, 53, 443, 6443));
  }

  @Test
  void everySelectorMeansTheseVeryPods() {
    Map<String, String> labels = template().getMetadata().getLabels();

    assertThat(
            List.of(
                deployment().getSpec().getSelector().getMatchLabels(),
                pod().getTopologySpreadConstraints().get(0).getLabelSelector().getMatchLabels(),
                Manifests.read("operator/service.yaml", Service.class).getSpec().getSelector(),
                Manifests.read("operator/network-policy.yaml", NetworkPolicy.class)
                    .getSpec()
                    .getPodSelector()
                    .getMatchLabels(),
                Manifests.read("disruption/pod-disruption-budget.yaml", PodDisruptionBudget.class)
                    .getSpec()
                    .getSelector()
                    .getMatchLabels()))
        .allSatisfy(selector -> assertThat(labels).containsAllEntriesOf(selector))
        .doesNotContain(Map.of());
  }

  @Test
  void imageAndLabelsHaveTheVersionOfTheBuild() throws IOException {
    String version = version();

    assertThat(container().getImage()).isEqualTo("jobflow-operator:" + version);
    assertThat(deployment().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/version", version);
    assertThat(template().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/version", version);
  }

  private static Deployment deployment() {
    return Manifests.read("operator/deployment.yaml", Deployment.class);
  }

  private static PodTemplateSpec template() {
    return deployment().getSpec().getTemplate();
  }

  private static PodSpec pod() {
    return template().getSpec();
  }

  private static Container container() {
    assertThat(pod().getContainers()).hasSize(1);
    return pod().getContainers().get(0);
  }

  private static String version() throws IOException {
    Matcher revision =
        Pattern.compile("<revision>(.+)</revision>")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    assertThat(revision.find()).isTrue();
    return revision.group(1);
  }
}
