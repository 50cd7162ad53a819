package com.practice.jobflow.operator.metrics;

import com.practice.jobflow.k8s.JobFlowController;
import com.practice.jobflow.k8s.cache.Census;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What is asked when it is scraped, and costs nothing in between.
 *
 * @param queue the queue at the moment
 * @param census JobFlows and flows by phase at the moment
 * @param workers how many reconciles may run at once
 * @param leads whether this process leads
 * @param lease names the Lease
 */
record Scraped(
    Supplier<JobFlowController.QueueFacts> queue,
    Supplier<Census.Figures> census,
    int workers,
    BooleanSupplier leads,
    String lease) {

  void register(PrometheusRegistry registry) {
    queue(registry, "depth", "Keys that wait for a worker.", JobFlowController.QueueFacts::depth);
    queue(
        registry,
        "unfinished_work_seconds",
        "How long the keys that workers have now have been worked on, added up.",
        facts -> Seconds.of(facts.unfinished()));
    queue(
        registry,
        "longest_running_processor_seconds",
        "How long a worker has had its key, of the one that takes longest.",
        facts -> Seconds.of(facts.longest()));
    controller(
        registry, "max_concurrent_reconciles", "Reconciles that may run at once.", () -> workers);
    controller(registry, "active_workers", "Reconciles that run.", () -> queue.get().active());
    one(
        registry,
        "leader_election_master_status",
        "1 if this process leads, 0 if it stands by.",
        "name",
        lease,
        () -> leads.getAsBoolean() ? 1 : 0);
    phases(registry, "jobflow_jobflows", "JobFlows by phase.", Census.Figures::jobFlows);
    phases(registry, "jobflow_flows", "Flows of all JobFlows by phase.", Census.Figures::flows);
    GaugeWithCallback.builder()
        .name("jobflow_poisoned_objects")
        .help("JobFlows that cannot be read.")
        .callback(gauge -> gauge.call(census.get().unreadable()))
        .register(registry);
  }

  private void queue(
      PrometheusRegistry registry,
      String name,
      String help,
      ToDoubleFunction<JobFlowController.QueueFacts> figure) {
    GaugeWithCallback.builder()
        .name("workqueue_" + name)
        .help(help)
        .labelNames("name", "controller")
        .callback(
            gauge ->
                gauge.call(
                    figure.applyAsDouble(queue.get()),
                    OperatorMetrics.CONTROLLER,
                    OperatorMetrics.CONTROLLER))
        .register(registry);
  }

  private static void controller(
      PrometheusRegistry registry, String name, String help, Supplier<Integer> figure) {
    one(
        registry,
        "controller_runtime_" + name,
        help,
        "controller",
        OperatorMetrics.CONTROLLER,
        figure);
  }

  private static void one(
      PrometheusRegistry registry,
      String name,
      String help,
      String label,
      String value,
      Supplier<Integer> figure) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(gauge -> gauge.call(figure.get(), value))
        .register(registry);
  }

  private void phases(
      PrometheusRegistry registry,
      String name,
      String help,
      Function<Census.Figures, Map<String, Integer>> figures) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("phase")
        .callback(
            gauge ->
                figures.apply(census.get()).forEach((phase, count) -> gauge.call(count, phase)))
        .register(registry);
  }
}
