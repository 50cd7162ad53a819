package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.CuttableProxy;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two operators at once, and one behind a wire that is cut. */
class WireIT extends ClusterTest {
  @Test
  void twoOperatorsCreateEveryJobOnce() {
    try (JobFlowController rival =
        new JobFlowController(
            operatorClient, settings(namespace), () -> true, ControllerListener.NONE)) {
      rival.lead().join();
      JobFlows fan = JobFlows.named("two").flow("root");
      IntStream.range(0, 10).forEach(i -> fan.flowAfter("leaf" + i, "root"));
      fan.flowAfter(
          "sink", IntStream.range(0, 10).mapToObj(i -> "leaf" + i).toArray(String[]::new));

      awaitPhase(create(fan), "Succeeded");
    }

    assertThat(
            AuditLog.ofOperator(namespace).stream()
                .filter(AuditLog.Entry::isDone)
                .map(AuditLog.Entry::what)
                .filter(what -> what.startsWith("create jobs")))
        .hasSize(12)
        .doesNotHaveDuplicates();
  }

  @Test
  void goesOnWhenTheWireIsMended() throws Exception {
    controller.close();
    int port = URI.create(client.getMasterUrl().toString()).getPort();
    try (CuttableProxy wire = new CuttableProxy(port);
        KubernetesClient remote = behind(wire);
        JobFlowController far =
            new JobFlowController(
                remote, settings(namespace), () -> true, ControllerListener.NONE)) {
      far.lead().get(30, TimeUnit.SECONDS);
      kubelet.hold("a");
      Resource<JobFlow> jobFlow =
          create(JobFlows.named("wire").flow("a").flowAfter("b", "a").flowAfter("c", "b"));
      awaitFlow(jobFlow, "a", "Running");

      wire.cut();
      kubelet.release("a");
      client
          .batch()
          .v1()
          .jobs()
          .inNamespace(namespace)
          .withName("wire-a")
          .waitUntilCondition(
              job -> job.getStatus().getCompletionTime() != null, 30, TimeUnit.SECONDS);
      assertThat(jobNames()).containsExactly("wire-a");
      wire.mend();

      awaitPhase(jobFlow, "Succeeded");
    }
  }

  @Test
  void startsAsSoonAsTheServerCanBeReached() throws Exception {
    controller.close();
    int port = URI.create(client.getMasterUrl().toString()).getPort();
    try (CuttableProxy wire = new CuttableProxy(port);
        KubernetesClient remote = behind(wire);
        JobFlowController far =
            new JobFlowController(
                remote, settings(namespace), () -> true, ControllerListener.NONE)) {
      wire.cut();
      var started = far.lead();
      Resource<JobFlow> jobFlow = create(JobFlows.named("early").flow("a"));
      assertThat(started).isNotDone();
      assertThat(far.synced()).isFalse();

      wire.mend();

      started.get(60, TimeUnit.SECONDS);
      awaitPhase(jobFlow, "Succeeded");
    }
  }

  private static KubernetesClient behind(CuttableProxy wire) {
    Config config =
        new ConfigBuilder(operatorClient.getConfiguration())
            .withMasterUrl("https://127.0.0.1:" + wire.port())
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
