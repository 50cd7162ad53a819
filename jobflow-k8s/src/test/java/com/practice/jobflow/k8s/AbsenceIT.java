package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users do while no operator is there is found out by the next one. */
class AbsenceIT {
  private static KubernetesClient client;
  private static KubernetesClient operatorClient;
  private String namespace;
  private SimulatedKubelet kubelet;
  private Resource<JobFlow> jobFlow;

  @BeforeAll
  static void connect() {
    client = Cluster.connect("jobflow-test");
    operatorClient = Cluster.connect(AuditLog.OPERATOR);
  }

  @AfterAll
  static void disconnect() {
    operatorClient.close();
    client.close();
  }

  @BeforeEach
  void makeNamespace() {
    namespace = Cluster.namespace(client);
    kubelet = new SimulatedKubelet(client, namespace);
    jobFlow = client.resources(JobFlow.class).inNamespace(namespace).withName("f");
  }

  @AfterEach
  void deleteNamespace() {
    kubelet.close();
    client.namespaces().withName(namespace).delete();
  }

  @Test
  void neverRunsTwiceWhatSomebodyDeletedBeforeAnybodyRecordedThatItRuns() throws Exception {
    kubelet.hold("a");
    // the record of the start is the first call, the creation the second
    dieAtCall(2, JobFlows.named("f").flow("a").flowAfter("b", "a"));
    assertThat(ClusterTest.phase(jobFlow.get().getStatus(), "a")).isEqualTo("Starting");
    delete("f-a");

    JobFlowStatus status = awaitEndUnderHeir("Failed");

    assertThat(ClusterTest.flow(status, "a").reason()).isEqualTo("JobDeleted");
    assertThat(creates()).containsExactly("create jobs f-a");
  }

  @Test
  void findsTheOutcomeOfAJobThatEndedAndWasDeletedMeanwhile() throws Exception {
    dieAtCall(2, JobFlows.named("f").flow("a").flowAfter("b", "a"));
    job("f-a")
        .waitUntilCondition(
            job -> job.getStatus() != null && job.getStatus().getCompletionTime() != null,
            30,
            TimeUnit.SECONDS);
    delete("f-a");

    JobFlowStatus status = awaitEndUnderHeir("Succeeded");

    assertThat(ClusterTest.phase(status, "a")).isEqualTo("Succeeded");
    assertThat(creates()).containsExactly("create jobs f-a", "create jobs f-b");
  }

  private void dieAtCall(int call, JobFlows manifest) throws InterruptedException {
    Killer killer = new Killer(call, true);
    try (JobFlowController mortal = controller(killer)) {
      mortal.lead().join();
      client.resources(JobFlow.class).inNamespace(namespace).resource(manifest.build()).create();
      assertThat(killer.dead.await(60, TimeUnit.SECONDS)).as("was killed").isTrue();
    }
  }

  private JobFlowStatus awaitEndUnderHeir(String phase) {
    try (JobFlowController heir = controller(new Killer(Integer.MAX_VALUE, false))) {
      heir.lead().join();
      return ClusterTest.awaitPhase(jobFlow, phase);
    }
  }

  private JobFlowController controller(Killer killer) {
    return new JobFlowController(
        operatorClient,
        ClusterTest.settings(namespace),
        () -> true,
        ControllerListener.NONE,
        killer::between);
  }

  private ScalableResource<Job> job(String name) {
    return client.batch().v1().jobs().inNamespace(namespace).withName(name);
  }

  private void delete(String name) {
    job(name).delete();
    job(name).waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);
  }

  private List<String> creates() {
    return AuditLog.ofOperator(namespace).stream()
        .map(AuditLog.Entry::what)
        .filter(what -> what.startsWith("create jobs"))
        .toList();
  }
}
