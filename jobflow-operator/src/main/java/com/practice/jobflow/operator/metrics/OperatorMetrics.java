package com.practice.jobflow.operator.metrics;

import com.practice.jobflow.k8s.JobFlowController;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.operator.health.MetricsPage;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The operator's metrics: what it is told while it happens, and what it asks for when it is
 * scraped. The names are those of controller-runtime, client-go and the work queue where these have
 * one, so that their dashboards fit. Thread-safe.
 */
public final class OperatorMetrics implements ControllerListener, MetricsPage {
  /** What names our controller and its queue in labels. */
  static final String CONTROLLER = "jobflow";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final ReconcileMetrics reconciles = new ReconcileMetrics(registry);
  private final QueueMetrics queue = new QueueMetrics(registry);
  private final Counter requests =
      Counter.builder()
          .name("rest_client_requests_total")
          .help("Requests of the workers, by answer; <error> is none.")
          .labelNames("code", "method")
          .register(registry);
  private final CounterDataPoint staleSyncSkips =
      counter("stale_sync_skips_total", "Reconciles put off as the cache was behind a write.");
  private final Counter finished =
      Counter.builder()
          .name("jobflow_finished_total")
          .help("JobFlows that have ended.")
          .labelNames("result", "reason")
          .register(registry);
  private final DistributionDataPoint edgeLatency =
      Histogram.builder()
          .name("jobflow_edge_latency_seconds")
          .help("From seeing that a flow may start to its Job being confirmed.")
          .classicOnly()
          .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60)
          .register(registry);
  private final CounterDataPoint statusWrites =
      counter("jobflow_status_writes_total", "Statuses written.");
  private final DistributionDataPoint statusBytes =
      Histogram.builder()
          .name("jobflow_status_bytes")
          .help("Size of the requests that write a status.")
          .classicOnly()
          .classicUpperBounds(512, 1024, 4096, 16384, 65536, 262144, 524288, 1048576, 1572864)
          .register(registry);
  private final Counter createConflicts =
      Counter.builder()
          .name("jobflow_create_conflicts_total")
          .help("Jobs that existed already when they were created, by whose they are.")
          .labelNames("owner")
          .register(registry);
  private final Gauge watching =
      Gauge.builder()
          .name("jobflow_informer_watching")
          .help("Informers with a watch.")
          .labelNames("resource")
          .register(registry);
  private final Counter healed =
      Counter.builder()
          .name("jobflow_informer_replacements_total")
          .help("Informers that had died and were replaced.")
          .labelNames("resource")
          .register(registry);

  /** Begins at zero everywhere. */
  public OperatorMetrics() {
    Info.builder()
        .name("jobflow_build_info")
        .help("Which build this is.")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues(version(), String.valueOf(Runtime.version().feature()));
    for (JobOwner owner : JobOwner.values()) {
      createConflicts.initLabelValues(word(owner));
    }
    for (String resource : Labels.ALWAYS_WATCHED) {
      watching.initLabelValues(resource);
    }
    // the cheap ones: no class loading, no compilation, no native memory tracking
    ProcessMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
  }

  /**
   * Asks these when it is scraped; called once.
   *
   * @param workers how many reconciles may run at once
   * @param leads whether this process leads
   * @param lease names the Lease in the label
   */
  public void watch(
      JobFlowController controller, int workers, BooleanSupplier leads, String lease) {
    new Scraped(controller::queue, controller::census, workers, leads, lease).register(registry);
  }

  @Override
  public String contentType(String accept) {
    return formats.findWriter(accept).getContentType();
  }

  @Override
  public void write(String accept, OutputStream out) throws IOException {
    formats.findWriter(accept).write(out, registry.scrape());
  }

  @Override
  public void queueAdded() {
    queue.added();
  }

  @Override
  public void queueTaken(Duration waited) {
    queue.taken(waited);
  }

  @Override
  public void queueDone(Duration worked) {
    queue.done(worked);
  }

  @Override
  public void queueRetried() {
    queue.retried();
  }

  @Override
  public void reconciled(ReconcileEnd end, Duration took) {
    reconciles.ended(end, took);
  }

  @Override
  public void requested(String method, int code, Duration took) {
    requests.labelValues(Labels.code(code), Labels.method(method)).inc();
  }

  @Override
  public void statusWritten(int bytes) {
    statusWrites.inc();
    statusBytes.observe(bytes);
  }

  @Override
  public void createConflict(JobOwner owner) {
    createConflicts.labelValues(word(owner)).inc();
  }

  @Override
  public void edgeCrossed(Duration latency) {
    edgeLatency.observe(Seconds.of(latency));
  }

  @Override
  public void jobFlowEnded(String phase, String reason) {
    finished.labelValues(Labels.result(phase), Labels.reason(reason)).inc();
  }

  @Override
  public void staleCache() {
    staleSyncSkips.inc();
  }

  @Override
  public void watching(String resource, boolean up) {
    watching.labelValues(Labels.resource(resource)).inc(up ? 1 : -1);
  }

  @Override
  public void informerHealed(String resource) {
    healed.labelValues(Labels.resource(resource)).inc();
  }

  private CounterDataPoint counter(String name, String help) {
    return Counter.builder().name(name).help(help).register(registry);
  }

  private static String word(JobOwner owner) {
    return owner.name().toLowerCase(Locale.ROOT);
  }

  private static String version() {
    String version = OperatorMetrics.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
