package com.practice.jobflow.operator.install;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Programs outside of pods that are what their service account may be. */
final class ServiceAccounts {
  private ServiceAccounts() {}

  /** Writes a kubeconfig with the token of a service account; its namespace is the account's. */
  static Path kubeconfig(KubernetesClient client, String namespace, String name, Path file) {
    ServiceAccount account =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(name)
            .waitUntilCondition(
                found -> found != null && !found.getSecrets().isEmpty(), 30, TimeUnit.SECONDS);
    String token =
        client
            .secrets()
            .inNamespace(namespace)
            .withName(account.getSecrets().get(0).getName())
            .get()
            .getData()
            .get("token");
    Config config = client.getConfiguration();
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: '%s', certificate-authority-data: %s}}]
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: x, context: {cluster: c, user: u, namespace: %s}}]
        current-context: x
        """
            .formatted(
                config.getMasterUrl(),
                config.getCaCertData(),
                new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8),
                namespace);
    try {
      return Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
