package com.practice.jobflow.operator.bench;

import com.practice.jobflow.k8s.testing.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Where it all happens: the cluster that KUBECONFIG names, with our definitions and rights, and a
 * user of its own for each part, by which the audit log tells them apart.
 */
final class Site {
  private static final String HOME = "jobflow-system";
  static final String OPERATOR = "system:serviceaccount:" + HOME + ":jobflow-operator";
  static final String BARE = "system:serviceaccount:" + HOME + ":bare-client";

  private final KubernetesClient admin;
  private final Config config;

  private Site(KubernetesClient admin, Config config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Prepares the cluster.
   *
   * @param manifests the repository's folder of manifests
   */
  static Site prepare(Path manifests) {
    KubernetesClient admin = Cluster.connect("jobflow-benchmark");
    Site site = new Site(admin, admin.getConfiguration());
    site.namespaceObject(HOME);
    site.apply(manifests.resolve("operator/service-account.yaml"));
    site.apply(manifests.resolve("operator/lease-role.yaml"));
    site.apply(manifests.resolve("cluster/role.yaml"));
    site.apply(manifests.resolve("overlays/prompt/pods-role.yaml"));
    site.bareClient();
    return site;
  }

  static Path kubeconfig() {
    return Path.of(System.getenv("KUBECONFIG"));
  }

  KubernetesClient admin() {
    return admin;
  }

  /** Returns a configuration of the user of that kubeconfig, whom no flow control slows down. */
  Config asAdmin() {
    return copy();
  }

  Config asBareClient() {
    Config bare = copy();
    bare.setOauthToken(token("bare-client"));
    return bare;
  }

  /** Writes a kubeconfig for the operator. */
  Path operatorKubeconfig(Path folder) {
    Map<String, Object> kubeconfig =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Config",
            "current-context",
            "bench",
            "clusters",
            List.of(Map.of("name", "bench", "cluster", cluster())),
            "users",
            List.of(Map.of("name", "bench", "user", Map.of("token", token("jobflow-operator")))),
            "contexts",
            List.of(
                Map.of(
                    "name",
                    "bench",
                    "context",
                    Map.of("cluster", "bench", "user", "bench", "namespace", HOME))));
    try {
      Path file = folder.resolve("operator.kubeconfig");
      return Files.writeString(file, admin.getKubernetesSerialization().asYaml(kubeconfig));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes a namespace in which pods can be created at once. */
  String namespace(String name) {
    namespaceObject(name);
    Threads.await(
        "the default service account of " + name,
        Duration.ofSeconds(60),
        () -> admin.serviceAccounts().inNamespace(name).withName("default").get() != null);
    return name;
  }

  /** Takes the finalizers off the pods of a namespace, so that they can be deleted. */
  void letGo(String namespace) {
    for (Pod pod : admin.pods().inNamespace(namespace).list().getItems()) {
      admin
          .resource(pod)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":[]}}");
    }
  }

  /** Deletes a namespace with all that is in it, and waits for the end of it. */
  void delete(String namespace) {
    admin.namespaces().withName(namespace).delete();
    Threads.await(
        "the deletion of " + namespace,
        Duration.ofMinutes(15),
        () -> admin.namespaces().withName(namespace).get() == null);
  }

  private Map<String, Object> cluster() {
    return config.getCaCertData() == null
        ? Map.of("server", config.getMasterUrl(), "certificate-authority", config.getCaCertFile())
        : Map.of(
            "server", config.getMasterUrl(), "certificate-authority-data", config.getCaCertData());
  }

  private Config copy() {
    try {
      return Config.fromKubeconfig(Files.readString(kubeconfig()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void bareClient() {
    create(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("bare-client")
            .withNamespace(HOME)
            .endMetadata()
            .build());
    create(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("jobflow-bare-client")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName("bare-client")
            .withNamespace(HOME)
            .endSubject()
            .build());
  }

  private String token(String account) {
    String name = account + "-token-for-bench";
    create(
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(HOME)
            .addToAnnotations("kubernetes.io/service-account.name", account)
            .endMetadata()
            .withType("kubernetes.io/service-account-token")
            .build());
    Threads.await(
        "the token of " + account,
        Duration.ofSeconds(60),
        () ->
            admin.secrets().inNamespace(HOME).withName(name).get().getData() != null
                && admin
                    .secrets()
                    .inNamespace(HOME)
                    .withName(name)
                    .get()
                    .getData()
                    .containsKey("token"));
    String encoded = admin.secrets().inNamespace(HOME).withName(name).get().getData().get("token");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private void namespaceObject(String name) {
    create(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  private void apply(Path manifest) {
    try (InputStream yaml = Files.newInputStream(manifest)) {
      admin.load(yaml).items().forEach(this::create);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void create(HasMetadata object) {
    try {
      admin.resource(object).create();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != 409) {
        throw refused;
      }
      if (object instanceof ClusterRole || object instanceof Role) {
        admin.resource(object).update();
      }
    }
  }
}
