package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.CuttableProxy;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The operator in the pods of the cluster with a node, from its image and with its manifests as
 * they are.
 *
 * <p>That cluster has no service proxy: the address of the API server's service is put on this
 * machine, and what connects to it is passed on.
 */
final class Installation implements AutoCloseable {
  static final String NAMESPACE = "jobflow-system";

  private static final String NAME = "jobflow-operator";
  private static final String KUSTOMIZATION = "../yaml/overlays/kubernetes-1.20";
  private static final Path KUBECONFIG = Path.of(System.getenv("KUBECONFIG"));

  private final KubernetesClient client;
  private final String address;
  private final CuttableProxy proxy;

  private Installation() {
    client = connect();
    address =
        client
            .services()
            .inNamespace("default")
            .withName("kubernetes")
            .get()
            .getSpec()
            .getClusterIP();
    Program.run("ip", "address", "replace", address + "/32", "dev", "lo");
    int port = URI.create(client.getConfiguration().getMasterUrl()).getPort();
    proxy = new CuttableProxy(new InetSocketAddress(address, 443), port);
  }

  /** Installs it and waits until both replicas are ready. */
  static Installation install() {
    Installation installation = new Installation();
    try {
      importImage();
      Program.run("kubectl", "apply", "--validate=false", "-k", KUSTOMIZATION);
      installation.awaitReady();
      return installation;
    } catch (RuntimeException | AssertionError failure) {
      failure.addSuppressed(new AssertionError(lastWords()));
      installation.close();
      throw failure;
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** Waits until as many replicas are ready as are asked for. */
  void awaitReady() {
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .waitUntilCondition(Installation::isReady, 4, TimeUnit.MINUTES);
  }

  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", NAME)
        .list()
        .getItems();
  }

  /** Waits until one of the pods holds the lease, and returns its name. */
  String awaitLeaderOtherThan(String former) {
    Lease lease =
        client
            .leases()
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .waitUntilCondition(
                found ->
                    found != null
                        && holder(found).startsWith(NAME)
                        && !holder(found).startsWith(former),
                1,
                TimeUnit.MINUTES);
    return pods().stream()
        .map(pod -> pod.getMetadata().getName())
        .filter(pod -> holder(lease).startsWith(pod))
        .findFirst()
        .orElseThrow(() -> new AssertionError(holder(lease) + " is none of " + pods()));
  }

  @Override
  public void close() {
    try {
      Program.run("kubectl", "delete", "--ignore-not-found", "-k", KUSTOMIZATION);
    } finally {
      proxy.close();
      Program.run("ip", "address", "delete", address + "/32", "dev", "lo");
      client.close();
    }
  }

  private static String lastWords() {
    return Program.run("kubectl", "--namespace", NAMESPACE, "describe", "pods")
        + Program.run(
            "kubectl",
            "--namespace",
            NAMESPACE,
            "logs",
            "--tail=50",
            "--selector",
            "app.kubernetes.io/name=" + NAME);
  }

  private static void importImage() {
    Path image = Path.of("target", "jobflow-operator-image.tar");
    assertThat(image).as("-Pimage makes it").isRegularFile();
    String name =
        Manifests.read("operator/deployment.yaml", Deployment.class)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0)
            .getImage();
    containerd("images", "import", image.toString());
    // as the kubelet completes a name without a registry
    containerd("images", "tag", "--force", name, "docker.io/library/" + name);
  }

  private static void containerd(String... arguments) {
    String socket = KUBECONFIG.resolveSibling("containerd.sock").toString();
    String[] command = new String[arguments.length + 5];
    List.of("ctr", "--address", socket, "--namespace", "k8s.io").toArray(command);
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    Program.run(command);
  }

  private static boolean isReady(Deployment deployment) {
    return deployment != null
        && deployment.getSpec().getReplicas().equals(deployment.getStatus().getReadyReplicas())
        && deployment.getSpec().getReplicas().equals(deployment.getStatus().getUpdatedReplicas())
        && deployment.getStatus().getUnavailableReplicas() == null;
  }

  private static String holder(Lease lease) {
    String holder = lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }

  private static KubernetesClient connect() {
    try {
      Config config = Config.fromKubeconfig(Files.readString(KUBECONFIG));
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
