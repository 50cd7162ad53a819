package com.practice.jobflow.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.ControllerSettings;
import com.practice.jobflow.k8s.JobFlowController;
import com.practice.jobflow.k8s.fact.ControllerListener.JobOwner;
import com.practice.jobflow.k8s.fact.ControllerListener.ReconcileEnd;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
  private static final String LABELS = "{controller=\"jobflow\",name=\"jobflow\"}";

  private final OperatorMetrics metrics = new OperatorMetrics();
  private final AtomicBoolean leads = new AtomicBoolean();
  private KubernetesClient client;
  private JobFlowController controller;

  @BeforeEach
  void compose() {
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:1")
                    .build())
            .build();
    controller = new JobFlowController(client, ControllerSettings.DEFAULT, () -> false, metrics);
    metrics.watch(controller, 10, leads::get, "jobflow-operator");
  }

  @AfterEach
  void close() {
    controller.close();
    client.close();
  }

  @Test
  void theNamesTypesAndLabelsAreThoseThatDashboardsKnow() throws IOException {
    somethingOfEverything();

    Exposition page = scrape();

    assertThat(page.problems()).isEmpty();
    try (InputStream golden = getClass().getResourceAsStream("metrics.txt")) {
      assertThat(page.outline())
          .containsExactlyElementsOf(
              new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void everythingThatIsKnownBeforehandIsThereFromTheStart() throws IOException {
    Exposition page = scrape();

    assertThat(page.problems()).isEmpty();
    assertThat(page.value("controller_runtime_reconcile_panics_total{controller=\"jobflow\"}"))
        .contains(0.0);
    assertThat(page.samples("controller_runtime_reconcile_total")).hasSize(3);
    assertThat(page.samples("jobflow_informer_watching")).hasSize(3).containsValue(0.0);
    assertThat(page.samples("jobflow_create_conflicts_total")).hasSize(3);
    assertThat(page.samples("jobflow_jobflows{phase=\"Running\"}")).containsValue(0.0);
    assertThat(page.samples("jobflow_flows{phase=\"Starting\"}")).containsValue(0.0);
    assertThat(page.value("controller_runtime_max_concurrent_reconciles{controller=\"jobflow\"}"))
        .contains(10.0);
    assertThat(page.samples("jobflow_build_info")).containsValue(1.0);
  }

  @Test
  void leadershipIsAskedForAtEachScrape() throws IOException {
    String sample = "leader_election_master_status{name=\"jobflow-operator\"}";
    assertThat(scrape().value(sample)).contains(0.0);

    leads.set(true);

    assertThat(scrape().value(sample)).contains(1.0);
  }

  @Test
  void reconcilesCountByTheirEnd() throws IOException {
    for (ReconcileEnd end : ReconcileEnd.values()) {
      metrics.reconciled(end, Duration.ofMillis(30));
    }

    Exposition page = scrape();

    assertThat(page.value(reconciles("success"))).contains(1.0);
    assertThat(page.value(reconciles("requeue_after"))).contains(1.0);
    assertThat(page.value(reconciles("error"))).contains(2.0);
    assertThat(page.value("controller_runtime_reconcile_errors_total{controller=\"jobflow\"}"))
        .contains(2.0);
    assertThat(page.value("controller_runtime_reconcile_panics_total{controller=\"jobflow\"}"))
        .contains(1.0);
    assertThat(
            page.value(
                "controller_runtime_reconcile_time_seconds_bucket"
                    + "{controller=\"jobflow\",le=\"0.05\"}"))
        .contains(4.0);
  }

  @Test
  void theQueueCountsAsClientGosDoes() throws IOException {
    metrics.queueAdded();
    metrics.queueAdded();
    metrics.queueTaken(Duration.ofMillis(2));
    metrics.queueDone(Duration.ofMillis(700));
    metrics.queueRetried();

    Exposition page = scrape();

    assertThat(page.value("workqueue_adds_total" + LABELS)).contains(2.0);
    assertThat(page.value("workqueue_retries_total" + LABELS)).contains(1.0);
    assertThat(page.value("workqueue_queue_duration_seconds_sum" + LABELS)).contains(0.002);
    assertThat(page.value("workqueue_work_duration_seconds_sum" + LABELS)).contains(0.7);
    assertThat(page.value("workqueue_depth" + LABELS)).contains(0.0);
  }

  @Test
  void requestsCountByAnswerAndTheLostOnesToo() throws IOException {
    metrics.requested("POST", 201, Duration.ofMillis(5));
    metrics.requested("POST", 0, Duration.ofSeconds(10));

    Exposition page = scrape();

    assertThat(page.value("rest_client_requests_total{code=\"201\",method=\"POST\"}"))
        .contains(1.0);
    assertThat(page.value("rest_client_requests_total{code=\"<error>\",method=\"POST\"}"))
        .contains(1.0);
  }

  @Test
  void ourOwnFiguresArrive() throws IOException {
    somethingOfEverything();

    Exposition page = scrape();

    assertThat(page.value("jobflow_finished_total{reason=\"FlowFailed\",result=\"Failed\"}"))
        .contains(1.0);
    assertThat(page.value("jobflow_edge_latency_seconds_bucket{le=\"0.025\"}")).contains(1.0);
    assertThat(page.value("jobflow_edge_latency_seconds_bucket{le=\"0.01\"}")).contains(0.0);
    assertThat(page.value("jobflow_status_bytes_sum")).contains(2_000.0);
    assertThat(page.value("jobflow_status_writes_total")).contains(1.0);
    assertThat(page.value("jobflow_create_conflicts_total{owner=\"stranger\"}")).contains(1.0);
    assertThat(page.value("jobflow_informer_watching{resource=\"jobs\"}")).contains(1.0);
    assertThat(page.value("jobflow_informer_replacements_total{resource=\"jobs\"}")).contains(1.0);
    assertThat(page.value("stale_sync_skips_total")).contains(1.0);
  }

  @Test
  void podsAreNamedWhereTheyAreWatched() throws IOException {
    metrics.watching("pods", true);

    assertThat(scrape().value("jobflow_informer_watching{resource=\"pods\"}")).contains(1.0);
  }

  @Test
  void anInformerThatLosesItsWatchIsNotCounted() throws IOException {
    metrics.watching("jobs", true);
    metrics.watching("jobs", true);
    metrics.watching("jobs", false);

    assertThat(scrape().value("jobflow_informer_watching{resource=\"jobs\"}")).contains(1.0);
  }

  @Test
  void whatOthersWriteMakesNoNewSeries() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      metrics.jobFlowEnded("Failed", "a job's own reason \"" + i);
      metrics.jobFlowEnded("Phase" + i, "FlowFailed");
      metrics.requested("METHOD" + i, i, Duration.ZERO);
      metrics.watching("resource" + i, true);
    }

    Exposition page = scrape();

    assertThat(page.problems()).isEmpty();
    assertThat(page.samples("jobflow_finished_total"))
        .containsOnlyKeys(
            "jobflow_finished_total{reason=\"Other\",result=\"Failed\"}",
            "jobflow_finished_total{reason=\"FlowFailed\",result=\"Other\"}");
    assertThat(page.samples("rest_client_requests_total")).hasSizeLessThanOrEqualTo(501);
    assertThat(page.samples("jobflow_informer_watching")).hasSize(4);
  }

  @Test
  void bothTextFormatsAreOffered() throws IOException {
    String open = "application/openmetrics-text; version=1.0.0";
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    metrics.write(open, page);

    assertThat(metrics.contentType(open)).startsWith("application/openmetrics-text");
    assertThat(page.toString(StandardCharsets.UTF_8)).endsWith("# EOF\n");
    assertThat(metrics.contentType("")).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.contentType("application/vnd.google.protobuf;q=1,text/plain;q=0.5"))
        .startsWith("text/plain");
  }

  private void somethingOfEverything() {
    metrics.reconciled(ReconcileEnd.SUCCESS, Duration.ofMillis(3));
    metrics.requested("PUT", 200, Duration.ofMillis(3));
    metrics.statusWritten(2_000);
    metrics.createConflict(JobOwner.STRANGER);
    metrics.edgeCrossed(Duration.ofMillis(12));
    metrics.jobFlowEnded("Failed", "FlowFailed");
    metrics.staleCache();
    metrics.watching("jobs", true);
    metrics.informerHealed("jobs");
  }

  private static String reconciles(String result) {
    return "controller_runtime_reconcile_total{controller=\"jobflow\",result=\"" + result + "\"}";
  }

  private Exposition scrape() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    metrics.write("", page);
    return Exposition.parse(page.toString(StandardCharsets.UTF_8));
  }
}
