package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the cluster's tests share: a namespace, a controller in it, and a kubelet that obeys. */
abstract class ClusterTest {
  static KubernetesClient client;
  static KubernetesClient operatorClient;
  String namespace;
  JobFlowController controller;
  SimulatedKubelet kubelet;

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
  void startController() {
    namespace = Cluster.namespace(client);
    kubelet = new SimulatedKubelet(client, namespace);
    controller =
        new JobFlowController(
            operatorClient, settings(namespace), () -> true, ControllerListener.NONE);
    controller.lead().join();
  }

  @AfterEach
  void stopController() {
    controller.close();
    kubelet.close();
    client.namespaces().withName(namespace).delete();
  }

  static ControllerSettings settings(String namespace) {
    ControllerSettings usual = ControllerSettings.DEFAULT;
    return new ControllerSettings(
        List.of(namespace),
        2,
        8,
        Duration.ofMillis(200),
        usual.resync(),
        usual.requestTimeout(),
        "it",
        false);
  }

  Resource<JobFlow> create(JobFlows jobFlow) {
    JobFlow created =
        client.resources(JobFlow.class).inNamespace(namespace).resource(jobFlow.build()).create();
    return client
        .resources(JobFlow.class)
        .inNamespace(namespace)
        .withName(created.getMetadata().getName());
  }

  /**
   * Waits for longer than is promised: a machine with too much to do proves nothing by slowness.
   */
  static JobFlowStatus await(Resource<JobFlow> jobFlow, Predicate<JobFlowStatus> condition) {
    return jobFlow
        .waitUntilCondition(
            found ->
                found != null && found.getStatus() != null && condition.test(found.getStatus()),
            180,
            TimeUnit.SECONDS)
        .getStatus();
  }

  static JobFlowStatus awaitPhase(Resource<JobFlow> jobFlow, String phase) {
    return await(jobFlow, status -> phase.equals(status.phase()));
  }

  static JobFlowStatus awaitFlow(Resource<JobFlow> jobFlow, String flow, String phase) {
    return await(jobFlow, status -> phase.equals(phase(status, flow)));
  }

  static FlowStatus flow(JobFlowStatus status, String name) {
    return status.flows().stream()
        .filter(flow -> name.equals(flow.name()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no flow " + name + " in " + status));
  }

  static String phase(JobFlowStatus status, String name) {
    return status.flows().stream()
        .filter(flow -> name.equals(flow.name()))
        .findFirst()
        .map(FlowStatus::phase)
        .orElse("Waiting");
  }

  static Condition condition(JobFlowStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type + " in " + status));
  }

  List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  /** Changes a JobFlow as a user does. */
  void edit(Resource<JobFlow> jobFlow, String mergePatch) {
    jobFlow.patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
  }

  /** Events are sent beside the work, so the last may still be on its way. */
  List<String> awaitEvents(String jobFlow, String last) {
    client
        .events()
        .v1()
        .events()
        .inNamespace(namespace)
        .informOnCondition(events -> reasons(events, jobFlow).contains(last))
        .orTimeout(90, TimeUnit.SECONDS)
        .join();
    return reasons(client.events().v1().events().inNamespace(namespace).list().getItems(), jobFlow);
  }

  /** An effect can be seen before its request is in the log, so the last ones are waited for. */
  List<AuditLog.Entry> awaitAudit(String what, int times) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> AuditLog.ofOperator(namespace),
            log -> log.stream().filter(entry -> entry.what().startsWith(what)).count() >= times);
  }

  private static List<String> reasons(List<Event> events, String jobFlow) {
    return events.stream()
        .filter(event -> "JobFlow".equals(event.getRegarding().getKind()))
        .filter(event -> jobFlow.equals(event.getRegarding().getName()))
        .map(Event::getReason)
        .toList();
  }

  List<String> jobNames() {
    return jobs().stream().map(job -> job.getMetadata().getName()).toList();
  }

  Job job(String name) {
    Job job = client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
    assertThat(job).as("Job " + name).isNotNull();
    return job;
  }
}
