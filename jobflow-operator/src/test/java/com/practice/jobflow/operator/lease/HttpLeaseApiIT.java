package com.practice.jobflow.operator.lease;

import com.practice.jobflow.k8s.testing.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The real API server keeps what the election relies on. */
class HttpLeaseApiIT extends LeaseApiContract {
  private static KubernetesClient admin;
  private static KubernetesClient client;
  private String namespace;

  @BeforeAll
  static void open() {
    admin = Cluster.connect("jobflow-test");
    client =
        new KubernetesClientBuilder()
            .withConfig(LeaseClient.configure(admin.getConfiguration()))
            .build();
  }

  @AfterAll
  static void closeClients() {
    client.close();
    admin.close();
  }

  @BeforeEach
  void createNamespace() {
    namespace = Cluster.namespace(admin);
  }

  @AfterEach
  void deleteNamespace() {
    admin.namespaces().withName(namespace).delete();
  }

  @Override
  LeaseApi connect() {
    return new HttpLeaseApi(client, LeaseSettings.of(namespace, "jobflow", "pod"), 10_000);
  }

  @Override
  void delete() {
    admin.leases().inNamespace(namespace).withName("jobflow").delete();
  }
}
