package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.cluster.WireFormat;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The API server that KUBECONFIG names, with our CRDs. */
public final class Cluster {
  private static final List<String> CRDS =
      List.of("jobflows.api.practice.com.yaml", "jobtemplates.api.practice.com.yaml");

  private Cluster() {}

  /**
   * Returns a client; fails if there is no KUBECONFIG, since a skipped test proves nothing.
   *
   * @param userAgent by which its requests are found in the audit log
   */
  public static KubernetesClient connect(String userAgent) {
    String kubeconfig = System.getenv("KUBECONFIG");
    if (kubeconfig == null) {
      throw new IllegalStateException("KUBECONFIG must name the cluster to test against");
    }
    try {
      Config config = Config.fromKubeconfig(Files.readString(Path.of(kubeconfig)));
      config.setUserAgent(userAgent);
      // hundreds of objects are deleted at once
      config.setRequestTimeout(60_000);
      KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(config)
              .withKubernetesSerialization(WireFormat.serialization())
              .build();
      CRDS.forEach(crd -> install(client, crd));
      return client;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Creates a namespace of its own for a test. */
  public static String namespace(KubernetesClient client) {
    String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** One at a time, since test classes run side by side and the first of all finds nothing. */
  private static synchronized void install(KubernetesClient client, String crd) {
    try (InputStream yaml = JobFlow.class.getResourceAsStream("crd/" + crd)) {
      String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      HasMetadata resource = client.getKubernetesSerialization().unmarshal(text);
      if (client.resource(resource).get() == null) {
        client.resource(resource).create();
      }
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(resource.getMetadata().getName())
          .waitUntilCondition(
              found -> found != null && isEstablished(found.getStatus()), 30, TimeUnit.SECONDS);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isEstablished(CustomResourceDefinitionStatus status) {
    return status != null
        && status.getConditions() != null
        && status.getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }
}
