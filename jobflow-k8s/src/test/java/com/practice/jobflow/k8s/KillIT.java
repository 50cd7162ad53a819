package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator dies between any two of its calls; the next one ends the run as if nothing had been.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {
  private static final int EVERY = Integer.getInteger("jobflow.kill.every", 4);
  private static KubernetesClient client;
  private static KubernetesClient operatorClient;

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

  /** Every call that the chain cannot do without, and a sample of those of the larger shapes. */
  static Stream<Arguments> kills() {
    JobFlows chain = JobFlows.named("f").flow("a").flowAfter("b", "a").flowAfter("c", "b");
    JobFlows diamond =
        JobFlows.named("f")
            .flow("a")
            .flowAfter("b", "a")
            .flowAfter("c", "a")
            .flowAfter("d", "b", "c");
    JobFlows fan = JobFlows.named("f").flow("root");
    IntStream.range(0, 20).forEach(leaf -> fan.flowAfter("leaf" + leaf, "root"));
    return Stream.of(
            kills("chain-3", chain, 7, 1),
            kills("diamond", diamond, 8, 2),
            kills("fan-out-20", fan, 24, EVERY))
        .flatMap(kills -> kills);
  }

  private static Stream<Arguments> kills(String shape, JobFlows jobFlow, int calls, int step) {
    return IntStream.iterate(1, call -> call <= calls, call -> call + step)
        .boxed()
        .flatMap(
            call ->
                Stream.of(
                    Arguments.of(shape, "before", call, jobFlow),
                    Arguments.of(shape, "after", call, jobFlow)));
  }

  @ParameterizedTest(name = "{0}, killed {1} call {2}")
  @MethodSource("kills")
  void endsAsIfNothingHadBeen(String shape, String when, int call, JobFlows jobFlow)
      throws InterruptedException {
    String namespace = Cluster.namespace(client);
    Killer killer = new Killer(call, when.equals("after"));
    try (SimulatedKubelet kubelet = new SimulatedKubelet(client, namespace)) {
      Resource<JobFlow> created;
      try (JobFlowController mortal = controller(namespace, killer)) {
        mortal.lead().join();
        created = client.resources(JobFlow.class).inNamespace(namespace).resource(jobFlow.build());
        created.create();
        assertThat(killer.dead.await(180, TimeUnit.SECONDS)).as("was killed").isTrue();
      }
      try (JobFlowController heir = controller(namespace, new Killer(Integer.MAX_VALUE, false))) {
        heir.lead().join();
        JobFlowStatus status =
            ClusterTest.awaitPhase(
                client.resources(JobFlow.class).inNamespace(namespace).withName("f"), "Succeeded");
        assertThat(status.flows()).hasSize(jobFlow.build().getSpec().flows().size());
      }
      assertThat(kubelet).isNotNull();
    }
    List<AuditLog.Entry> audit = AuditLog.ofOperator(namespace);
    List<String> creates = done(audit, "create", "jobs");
    assertThat(creates).doesNotHaveDuplicates().hasSize(jobFlow.build().getSpec().flows().size());
    assertThat(done(audit, "delete", "jobs")).isEmpty();
    client.namespaces().withName(namespace).delete();
  }

  private static List<String> done(List<AuditLog.Entry> audit, String verb, String resource) {
    return audit.stream()
        .filter(AuditLog.Entry::isDone)
        .filter(entry -> entry.verb().equals(verb))
        .filter(entry -> entry.objectRef().resource().equals(resource))
        .map(AuditLog.Entry::what)
        .collect(Collectors.toList());
  }

  private static JobFlowController controller(String namespace, Killer killer) {
    return new JobFlowController(
        operatorClient,
        ClusterTest.settings(namespace),
        () -> true,
        ControllerListener.NONE,
        killer::between);
  }
}
