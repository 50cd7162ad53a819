package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.HttpApiServer;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the API server does not want, or does not let us do. */
class RefusalIT extends ClusterTest {
  /** What etcd takes in one request. */
  private static final int LIMIT = 1_572_864;

  @Test
  void saysThatAJobGetsNoPodsAndGoesOnWhenItGetsThem() {
    client
        .resourceQuotas()
        .inNamespace(namespace)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("0")))
                .endSpec()
                .build())
        .create();
    client
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("none")
        .waitUntilCondition(
            quota -> quota.getStatus() != null && quota.getStatus().getHard() != null,
            30,
            TimeUnit.SECONDS);
    Resource<JobFlow> jobFlow = create(JobFlows.named("podless").flow("a"));

    JobFlowStatus stalled = await(jobFlow, status -> isStalled(status, "NoPods"));
    assertThat(stalled.message()).contains("a: NoPods");
    assertThat(phase(stalled, "a")).isEqualTo("Running");
    client.resourceQuotas().inNamespace(namespace).withName("none").delete();

    awaitPhase(jobFlow, "Succeeded");
  }

  @Test
  void recordsEveryOutcomeAlthoughTheObjectIsNearlyTooLarge() {
    JobFlows wide = JobFlows.named("large").spec("failurePolicy: Continue");
    for (int i = 0; i < 30; i++) {
      wide.flow("a" + i);
      kubelet.fail("a" + i, 1);
    }
    Resource<JobFlow> jobFlow = createNearLimit(wide, 4_500);

    JobFlowStatus status = awaitPhase(jobFlow, "Failed");

    assertThat(status.flows()).hasSize(31);
    assertThat(status.flows().stream().limit(30))
        .allSatisfy(flow -> assertThat(flow.phase()).isEqualTo("Failed"))
        .anySatisfy(flow -> assertThat(flow.message()).isNull());
    assertThat(status.progress()).isEqualTo("31/31");
  }

  @Test
  void knowsATerminatingNamespaceByTheServersAnswer() {
    ConfigMap keeper =
        client
            .configMaps()
            .inNamespace(namespace)
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("keeper")
                    .withFinalizers("example.com/keep")
                    .endMetadata()
                    .build())
            .create();
    client.namespaces().withName(namespace).delete();
    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(
            found -> "Terminating".equals(found.getStatus().getPhase()), 30, TimeUnit.SECONDS);
    HttpApiServer api =
        new HttpApiServer(
            operatorClient,
            Duration.ofSeconds(10),
            () -> true,
            ControllerListener.NONE,
            InstantSource.system());

    var answer =
        api.create(
            new JobBuilder()
                .withNewMetadata()
                .withName("late")
                .withNamespace(namespace)
                .endMetadata()
                .withSpec(
                    JobFlows.named("x").flow("x").build().getSpec().flows().get(0).jobTemplate())
                .editSpec()
                .editTemplate()
                .editSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());

    assertThat(answer.refusal().map(ApiRefusal::kind))
        .contains(ApiRefusal.Kind.NAMESPACE_TERMINATING);
    keeper.getMetadata().setFinalizers(List.of());
    client.resource(keeper).update();
  }

  @Test
  void leavesQuietlyWithItsNamespace() {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("leaving").flow("a").flowAfter("b", "a"));
    awaitFlow(jobFlow, "a", "Running");

    client.namespaces().withName(namespace).delete();

    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(found -> found == null, 60, TimeUnit.SECONDS);
    // its cache hears of the JobFlow's end on a wire of its own
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(controller.census().jobFlows()).containsEntry("Running", 0));
    assertThat(controller.healthy()).isTrue();
  }

  /** Pads a flow that never starts until the object has so many bytes left. */
  private Resource<JobFlow> createNearLimit(JobFlows jobFlow, int room) {
    String padded =
        "jobTemplate: {template: {spec: {containers: [{name: main, image: x, env: [{name: PAD,"
            + " value: \"%s\"}]}]}}}";
    for (int size = LIMIT - 6_000; size > LIMIT / 2; size -= 512) {
      try {
        JobFlows probe =
            JobFlows.named("probe")
                .like(jobFlow)
                .spec("suspend: true")
                .rawFlow("pad", String.format(padded, "x".repeat(size)), "dependencies: [a0]");
        client.resources(JobFlow.class).inNamespace(namespace).resource(probe.build()).create();
        client.resources(JobFlow.class).inNamespace(namespace).withName("probe").delete();
        return create(
            JobFlows.named("large")
                .like(jobFlow)
                .rawFlow(
                    "pad", String.format(padded, "x".repeat(size - room)), "dependencies: [a0]"));
      } catch (KubernetesClientException tooLarge) {
        assertThat(tooLarge.getMessage()).contains("too large");
      }
    }
    throw new AssertionError("nothing is small enough");
  }

  static boolean isStalled(JobFlowStatus status, String reason) {
    return status.conditions().stream()
        .filter(condition -> "Stalled".equals(condition.getType()))
        .anyMatch(condition -> reason.equals(condition.getReason()));
  }
}
