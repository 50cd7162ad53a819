package com.practice.jobflow.operator.process;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the whole process share: a namespace of their own and a kubelet that obeys. */
public abstract class OperatorClusterTest {
  /** As an administrator. */
  protected static KubernetesClient client;

  /** Each test's own. */
  protected String namespace;

  /** Plays in that namespace. */
  protected SimulatedKubelet kubelet;

  @BeforeAll
  static void connect() {
    client = Cluster.connect("jobflow-test");
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void createNamespace() {
    namespace = Cluster.namespace(client);
    kubelet = new SimulatedKubelet(client, namespace);
  }

  @AfterEach
  void deleteNamespace() {
    kubelet.close();
    client.namespaces().withName(namespace).delete();
  }

  /** Starts an operator for the test's namespace, with its lease there, and further options. */
  protected OperatorProcess operator(String... options) {
    List<String> all = new ArrayList<>();
    all.add("--namespace=" + namespace);
    all.add("--lease-namespace=" + namespace);
    all.addAll(List.of(options));
    return OperatorProcess.start(all.toArray(String[]::new));
  }

  /** Creates a JobFlow and returns where it is. */
  protected Resource<JobFlow> create(JobFlow jobFlow) {
    client.resources(JobFlow.class).inNamespace(namespace).resource(jobFlow).create();
    return client
        .resources(JobFlow.class)
        .inNamespace(namespace)
        .withName(jobFlow.getMetadata().getName());
  }

  /** Returns a JobFlow of the repository, by its path there. */
  protected static JobFlow example(String path) throws IOException {
    return client
        .getKubernetesSerialization()
        .unmarshal(Files.readString(Path.of("..", path)), JobFlow.class);
  }

  /** Waits until its status is like this, for longer than any of it should take. */
  protected static JobFlowStatus await(
      Resource<JobFlow> jobFlow, Predicate<JobFlowStatus> condition) {
    return jobFlow
        .waitUntilCondition(
            found ->
                found != null && found.getStatus() != null && condition.test(found.getStatus()),
            180,
            TimeUnit.SECONDS)
        .getStatus();
  }

  /** Waits until it is in a phase. */
  protected static JobFlowStatus awaitPhase(Resource<JobFlow> jobFlow, String phase) {
    return await(jobFlow, status -> phase.equals(status.phase()));
  }

  /** Waits until one of its flows is in a phase. */
  protected static JobFlowStatus awaitFlow(Resource<JobFlow> jobFlow, String flow, String phase) {
    return await(
        jobFlow,
        status ->
            status.flows().stream()
                .anyMatch(each -> flow.equals(each.name()) && phase.equals(each.phase())));
  }

  /** Returns the Jobs of the test's namespace. */
  protected List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }
}
