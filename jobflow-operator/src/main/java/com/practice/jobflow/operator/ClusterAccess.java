package com.practice.jobflow.operator;

import com.practice.jobflow.k8s.cluster.WireFormat;
import com.practice.jobflow.operator.logging.Secrets;
import com.practice.jobflow.operator.options.OperatorOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How to reach the cluster. */
final class ClusterAccess {
  /** An informer's list is worth a few attempts; workers' requests are never repeated below us. */
  private static final int RETRIES = 3;

  private static final Pattern URI_WITH_USER = Pattern.compile("^[a-z]*://[^/]*@");

  /** As YAML's parser and Jackson name them. */
  private static final Pattern PLACE =
      Pattern.compile("line \\d+, column \\d+|(?<=\\[\")\\w+(?=\"])");

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
    Config config;
    try {
      config = file == null ? Config.autoConfigure(null) : Config.fromKubeconfig(file.toFile());
    } catch (RuntimeException senseless) {
      throw senseless(file, places(senseless));
    }
    if (URI_WITH_USER.matcher(String.valueOf(config.getMasterUrl())).find()) {
      throw senseless(
          file, ": the server's address has a user in it, who belongs under users instead");
    }
    for (String token : new String[] {config.getOauthToken(), config.getAutoOAuthToken()}) {
      if (token != null && token.chars().anyMatch(Character::isISOControl)) {
        throw senseless(file, ": the token has a line break or another control character in it");
      }
    }
    return config;
  }

  private static IOException senseless(@Nullable Path file, String why) {
    return new IOException(
        "the kubeconfig " + (file == null ? "" : file + " ") + "makes no sense" + why);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Only where: what parsers say quotes the line, and that may be the one with the token. */
  private static String places(RuntimeException senseless) {
    String places =
        PLACE
            .matcher(String.valueOf(senseless.getMessage()))
            .results()
            .map(MatchResult::group)
            .distinct()
            .collect(Collectors.joining(", "));
    return places.isEmpty()
        ? ": " + senseless.getClass().getSimpleName()
        : ": look at " + places + " (what stands there may be secret and is not shown)";
  }

  /** Returns the namespace that we are in, or that the kubeconfig works in. */
  static String namespace(Config config) {
    return Objects.requireNonNullElse(config.getNamespace(), "default");
  }

  /**
   * Makes a client.
   *
   * @throws IOException if certificates, keys or addresses are not fit for one
   */
  static KubernetesClient client(Config config) throws IOException {
    try {
      return new KubernetesClientBuilder()
          .withConfig(config)
          .withHttpClientFactory(new WatchfulHttp())
          .withKubernetesSerialization(WireFormat.serialization())
          .build();
    } catch (RuntimeException unfit) {
      throw new IOException(
          "no client can be made of the kubeconfig: " + Secrets.hide(rootOf(unfit).toString()));
    }
  }
}
