package com.practice.jobflow.operator;

import com.practice.jobflow.k8s.cluster.WireFormat;
import com.practice.jobflow.operator.options.OperatorOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How to reach the cluster. */
final class ClusterAccess {
  /** An informer's list is worth a few attempts; workers' requests are never repeated below us. */
  private static final int RETRIES = 3;

  private ClusterAccess() {}

  /**
   * Finds the cluster: the kubeconfig that is named, else KUBECONFIG or the one in the home folder,
   * else the service account of the pod that we are in.
   *
   * @throws IOException if the kubeconfig makes no sense; says why
   */
  static Config find(OperatorOptions options, String version) throws IOException {
    Config config = read(options.kubeconfig());
    int timeout = Math.toIntExact(options.controller().requestTimeout().toMillis());
    config.setRequestTimeout(timeout);
    config.setConnectionTimeout(timeout);
    config.setRequestRetryBackoffLimit(RETRIES);
    // in the API server's audit log it says which replica asked
    config.setUserAgent(
        "jobflow-operator/" + version + " (" + options.controller().identity() + ")");
    return config;
  }

  private static Config read(@Nullable Path file) throws IOException {
    try {
      return file == null ? Config.autoConfigure(null) : Config.fromKubeconfig(file.toFile());
    } catch (RuntimeException senseless) {
      throw new IOException(
          "the kubeconfig "
              + (file == null ? "" : file + " ")
              + "makes no sense: "
              + String.valueOf(senseless.getMessage()).replaceAll("\\s+", " "),
          senseless);
    }
  }

  /** Returns the namespace that we are in, or that the kubeconfig works in. */
  static String namespace(Config config) {
    return Objects.requireNonNullElse(config.getNamespace(), "default");
  }

  static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new WatchfulHttp())
        .withKubernetesSerialization(WireFormat.serialization())
        .build();
  }
}
