package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.faults.Campaign.Run;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code --prompt}, pods that leave no doubt are enough, and nothing else is different. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromptEdgesIT {
  private static Campaign campaign;

  @BeforeAll
  static void start(@TempDir Path folder) {
    campaign = Campaign.ofPromptEdges(folder);
  }

  @AfterAll
  static void stop() {
    if (campaign != null) {
      campaign.close();
    }
  }

  /** Nobody says Complete, and what comes next begins; what the Job says later changes nothing. */
  @Order(1)
  @Test
  void goesOnWithoutTheJobController() {
    campaign.kubelet().hold("b");
    Run run = campaign.start("without the Job controller", Shape.CHAIN_3, Script.HARMLESS);
    campaign.awaitFlow(run, "b", "Running");
    awaitPod(run, "b");
    ClusterProcess controllers = new ClusterProcess("kube-controller-manager");

    controllers.kill();
    try {
      campaign.kubelet().release("b");
      campaign.awaitFlow(run, "b", "Succeeded");
      Await.until("c is created", Duration.ofSeconds(60), () -> job(run, "c").get() != null);
      assertThat(job(run, "b").get().getStatus().getConditions()).isEmpty();
    } finally {
      controllers.start();
    }

    assertThat(campaign.judge(List.of(run))).isEmpty();
    Await.until(
        "the Job of b is Complete",
        Duration.ofSeconds(60),
        () -> !job(run, "b").get().getStatus().getConditions().isEmpty());
    assertThat(campaign.judge(List.of(run))).isEmpty();
  }

  @Order(2)
  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"CHAIN_3", "DIAMOND", "REPAIR"})
  void killedBetweenAnyTwoCallsEndsAsIfNothingHadBeen(Shape shape) {
    // a flow whose Job and end are seen together needs no record between
    int least = shape.leastWrites() - 3;
    assertThat(SigkillIT.killed(campaign, shape, least)).isEmpty();
  }

  @Order(3)
  @Test
  void theServerSawNothingTwiceAndNothingAfterTheEnds() {
    assertThat(campaign.audit()).isEmpty();
  }

  private static void awaitPod(Run run, String flow) {
    Await.until(
        "the pod of " + flow + " runs",
        Duration.ofSeconds(60),
        () ->
            campaign
                .client()
                .pods()
                .inNamespace(run.namespace())
                .withLabel("job-name", Shape.NAME + "-" + flow)
                .list()
                .getItems()
                .stream()
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
  }

  private static ScalableResource<Job> job(Run run, String flow) {
    return campaign
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(run.namespace())
        .withName(Shape.NAME + "-" + flow);
  }
}
