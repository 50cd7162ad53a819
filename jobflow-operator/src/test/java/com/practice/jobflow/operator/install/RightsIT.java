package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import com.practice.jobflow.operator.process.OperatorProcess;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator works with the service account that the manifests give it, and uses every right that
 * it has. A run that uses everything is held against the API server's audit log.
 */
class RightsIT extends OperatorClusterTest {
  private static final String ACCOUNT = "jobflow-operator";
  private static final String SYSTEM = "jobflow-system";

  /** Asked of its holder by an admission plug-in, which leaves no trace in the log. */
  private static final String UNSEEN = "update api.practice.com/jobflows/finalizers";

  private static final String PODS = "overlays/prompt/pods-role.yaml";

  private static final String CONTAINERS =
      "template: {spec: {containers: [{name: main, image: busybox}]}}";

  @TempDir private Path folder;

  @Test
  void theWholeInstallationUsesWhatItIsGrantedAndNothingElse() {
    Program.run("kubectl", "apply", "--validate=false", "-k", "../yaml/overlays/kubernetes-1.20");
    SortedSet<String> granted =
        AuditedRights.granted(Manifests.read("cluster/role.yaml", ClusterRole.class).getRules());

    assertThatAllIsUsed(SYSTEM, granted);
  }

  @Test
  void anInstallationForOneNamespaceUsesWhatItIsGrantedThereAndNothingElse() throws IOException {
    Path kustomization = Files.createDirectories(Path.of("target", "one-namespace-" + namespace));
    Files.writeString(
        kustomization.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: %s
        bases: [../../../yaml/overlays/one-namespace]
        """
            .formatted(namespace));
    Program.run("kubectl", "apply", "-k", kustomization.toString());
    SortedSet<String> granted =
        AuditedRights.granted(
            Manifests.read("overlays/one-namespace/role.yaml", Role.class).getRules());

    assertThatAllIsUsed(namespace, granted, "--namespace=" + namespace);
  }

  /** The log has nothing on pods, but an informer that watches has listed and watches them. */
  @Test
  void promptEdgesNeedTheRightsToListAndWatchPodsAndNothingElse() {
    assertThat(AuditedRights.granted(Manifests.read(PODS, ClusterRole.class).getRules()))
        .containsExactly("list /pods", "watch /pods");
    Program.run("kubectl", "apply", "--validate=false", "-k", "../yaml/overlays/kubernetes-1.20");
    Program.run("kubectl", "apply", "-f", "../yaml/" + PODS);
    Path kubeconfig =
        ServiceAccounts.kubeconfig(client, SYSTEM, ACCOUNT, folder.resolve("kubeconfig"));

    try (OperatorProcess operator = OperatorProcess.start(kubeconfig, "--prompt=true")) {
      operator.awaitReady().awaitLeading();
      awaitPhase(
          create(JobFlows.named("prompt").flow("a").flowAfter("b", "a").build()), "Succeeded");
      assertThat(operator.get("/metrics").body())
          .contains("jobflow_informer_watching{resource=\"pods\"} 1.0");
    } finally {
      Program.run("kubectl", "delete", "-f", "../yaml/" + PODS);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "JOBFLOW_APISERVER_ARGS",
      matches = ".*OwnerReferencesPermissionEnforcement.*")
  void withoutTheRightOnFinalizersNoJobIsCreatedWhereThePlugInAsksForIt() {
    List<PolicyRule> rules = Manifests.read("cluster/role.yaml", ClusterRole.class).getRules();
    JobFlow owner = JobFlows.named("owner").spec("suspend: true").flow("a").build();
    owner = client.resource(owner).inNamespace(namespace).create();
    Job job = owned(owner);

    try (KubernetesClient all = accountWith("all", rules);
        KubernetesClient lacking =
            accountWith(
                "lacking",
                rules.stream()
                    .filter(rule -> !rule.getResources().contains("jobflows/finalizers"))
                    .toList())) {
      assertThatThrownBy(() -> lacking.resource(job).inNamespace(namespace).create())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("blockOwnerDeletion");
      assertThat(all.resource(job).inNamespace(namespace).create()).isNotNull();
    }
  }

  private void assertThatAllIsUsed(String home, SortedSet<String> granted, String... options) {
    granted.addAll(
        AuditedRights.granted(Manifests.read("operator/lease-role.yaml", Role.class).getRules()));
    assertThat(granted.remove(UNSEEN)).isTrue();
    Path kubeconfig =
        ServiceAccounts.kubeconfig(client, home, ACCOUNT, folder.resolve("kubeconfig"));

    try (OperatorProcess operator = OperatorProcess.start(kubeconfig, options)) {
      operator.awaitReady().awaitLeading();
      useEverything();
      // events are sent beside the work
      awaitUse(home, right -> !right.startsWith("watch "), granted);
      operator.terminate();
      assertThat(operator.awaitExit(Duration.ofSeconds(20))).isZero();
    }
    // a watch may be logged only when it ends
    awaitUse(home, right -> true, granted);
    assertThat(AuditedRights.forbidden(home, ACCOUNT)).isEmpty();
  }

  private static void awaitUse(String home, Predicate<String> which, SortedSet<String> granted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(AuditedRights.used(home, ACCOUNT))
                    .filteredOn(which)
                    .containsExactlyElementsOf(granted.stream().filter(which).toList()));
  }

  private void useEverything() {
    Program.run("kubectl", "--namespace", namespace, "apply", "-f", manifest("template", TEMPLATE));
    Job stranger =
        new JobBuilder(owned(null)).editMetadata().withName("taken-a").endMetadata().build();
    client.resource(stranger).inNamespace(namespace).create();
    kubelet.hold("held").fail("flaky", 1);

    Resource<JobFlow> vanishing =
        create(
            JobFlows.named("vanishing")
                .spec("ttlSecondsAfterFinished: 1")
                .rawFlow("a", "jobTemplateRef: template")
                .rawFlow(
                    "b",
                    "dependencies: [a]",
                    "jobTemplate: {ttlSecondsAfterFinished: 600, " + CONTAINERS + "}")
                .build());
    Resource<JobFlow> cancelled =
        create(JobFlows.named("cancelled").flow("held").flowAfter("never", "held").build());
    Resource<JobFlow> taken = create(JobFlows.named("taken").flow("a").build());
    Resource<JobFlow> retried =
        create(
            JobFlows.named("retried")
                .flow("flaky", "retry: {limit: 1, backoffSeconds: 0}")
                .build());
    storeUnreadable();

    awaitFlow(cancelled, "held", "Running");
    cancelled.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"cancel\": true}}");
    awaitPhase(cancelled, "Cancelled");
    awaitPhase(taken, "Succeeded");
    awaitPhase(retried, "Succeeded");
    vanishing.waitUntilCondition(found -> found == null, 60, TimeUnit.SECONDS);
  }

  private static final String TEMPLATE =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobTemplate
      metadata: {name: template}
      spec: {jobTemplate: {template: {spec: {containers: [{name: main, image: busybox}]}}}}
      """;

  private static final String UNREADABLE =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: unreadable}
      spec: {flows: nonsense}
      """;

  private static final String ANY_SCHEMA =
      """
      [{"op": "replace", "path": "/spec/versions/0/schema/openAPIV3Schema",
        "value": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}]
      """;

  /** Stores what only a lax schema lets pass; it takes a moment until one is. */
  private void storeUnreadable() {
    String file = manifest("unreadable", UNREADABLE);
    Program.run(
        "kubectl", "patch", "crd", "jobflows.api.practice.com", "--type=json", "-p", ANY_SCHEMA);
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  Program.run(
                      "kubectl",
                      "--namespace",
                      namespace,
                      "apply",
                      "--validate=false",
                      "-f",
                      file));
    } finally {
      Program.run(
          "kubectl",
          "replace",
          "--validate=false",
          "-f",
          "../yaml/crd/jobflows.api.practice.com.yaml");
    }
  }

  private String manifest(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Job owned(JobFlow owner) {
    JobBuilder job =
        new JobBuilder()
            .withNewMetadata()
            .withName("owned")
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .withRestartPolicy("Never")
            .addNewContainer()
            .withName("main")
            .withImage("busybox")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec();
    if (owner == null) {
      return job.build();
    }
    return job.editMetadata()
        .addToOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .endMetadata()
        .build();
  }

  /** Returns a client with a service account of its own that has these rights. */
  private KubernetesClient accountWith(String name, List<PolicyRule> rules) {
    client
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build())
        .inNamespace(namespace)
        .create();
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .inNamespace(namespace)
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject("", "ServiceAccount", name, namespace)
                .build())
        .inNamespace(namespace)
        .create();
    Path kubeconfig = ServiceAccounts.kubeconfig(client, namespace, name, folder.resolve(name));
    try {
      return new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
          .build();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
