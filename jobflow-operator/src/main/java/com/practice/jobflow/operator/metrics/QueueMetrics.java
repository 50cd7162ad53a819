package com.practice.jobflow.operator.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** What client-go counts of its work queues, apart from what is asked at scrape time. */
final class QueueMetrics {
  /** A queue that is fast takes microseconds, one in trouble a minute. */
  private static final double[] BOUNDS = {
    .0001, .001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60
  };

  private final CounterDataPoint adds;
  private final CounterDataPoint retries;
  private final DistributionDataPoint waiting;
  private final DistributionDataPoint working;

  QueueMetrics(PrometheusRegistry registry) {
    this.adds = counter(registry, "adds_total", "Keys put into the queue.");
    this.retries = counter(registry, "retries_total", "Keys put back as their reconcile failed.");
    this.waiting =
        histogram(registry, "queue_duration_seconds", "How long a key waits for a worker.");
    this.working = histogram(registry, "work_duration_seconds", "How long a worker has a key.");
  }

  void added() {
    adds.inc();
  }

  void retried() {
    retries.inc();
  }

  void taken(Duration waited) {
    waiting.observe(Seconds.of(waited));
  }

  void done(Duration worked) {
    working.observe(Seconds.of(worked));
  }

  private static CounterDataPoint counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name("workqueue_" + name)
        .help(help)
        .labelNames("name", "controller")
        .register(registry)
        .labelValues(OperatorMetrics.CONTROLLER, OperatorMetrics.CONTROLLER);
  }

  private static DistributionDataPoint histogram(
      PrometheusRegistry registry, String name, String help) {
    return Histogram.builder()
        .name("workqueue_" + name)
        .help(help)
        .labelNames("name", "controller")
        .classicOnly()
        .classicUpperBounds(BOUNDS)
        .register(registry)
        .labelValues(OperatorMetrics.CONTROLLER, OperatorMetrics.CONTROLLER);
  }
}
