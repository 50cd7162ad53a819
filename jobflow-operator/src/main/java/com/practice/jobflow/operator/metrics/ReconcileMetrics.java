package com.practice.jobflow.operator.metrics;

import com.practice.jobflow.k8s.fact.ControllerListener.ReconcileEnd;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** What controller-runtime counts of its reconciles. Thread-safe. */
final class ReconcileMetrics {
  private final Counter total;
  private final Counter errors;
  private final Counter panics;
  private final Histogram time;

  ReconcileMetrics(PrometheusRegistry registry) {
    this.total =
        Counter.builder()
            .name("controller_runtime_reconcile_total")
            .help("Reconciles by how they ended.")
            .labelNames("controller", "result")
            .register(registry);
    this.errors =
        counter(registry, "reconcile_errors_total", "Reconciles that come again after a backoff.");
    this.panics =
        counter(registry, "reconcile_panics_total", "Reconciles that ended in a mistake of ours.");
    this.time =
        Histogram.builder()
            .name("controller_runtime_reconcile_time_seconds")
            .help("How long reconciles take.")
            .labelNames("controller")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .register(registry);
    for (ReconcileEnd end : ReconcileEnd.values()) {
      total.initLabelValues(OperatorMetrics.CONTROLLER, result(end));
    }
    time.initLabelValues(OperatorMetrics.CONTROLLER);
  }

  void ended(ReconcileEnd end, Duration took) {
    total.labelValues(OperatorMetrics.CONTROLLER, result(end)).inc();
    time.labelValues(OperatorMetrics.CONTROLLER).observe(Seconds.of(took));
    if (end == ReconcileEnd.ERROR || end == ReconcileEnd.PANIC) {
      errors.labelValues(OperatorMetrics.CONTROLLER).inc();
    }
    if (end == ReconcileEnd.PANIC) {
      panics.labelValues(OperatorMetrics.CONTROLLER).inc();
    }
  }

  /** A panic is an error, too, to controller-runtime. */
  private static String result(ReconcileEnd end) {
    return switch (end) {
      case SUCCESS -> "success";
      case REQUEUE_AFTER -> "requeue_after";
      case ERROR, PANIC -> "error";
    };
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    Counter counter =
        Counter.builder()
            .name("controller_runtime_" + name)
            .help(help)
            .labelNames("controller")
            .register(registry);
    counter.initLabelValues(OperatorMetrics.CONTROLLER);
    return counter;
  }
}
