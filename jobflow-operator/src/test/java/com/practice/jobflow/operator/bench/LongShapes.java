package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import com.practice.jobflow.operator.bench.Stage.Act;
import com.practice.jobflow.operator.bench.Stage.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Shapes that show what lasts: size, restarts, idleness, memory. */
final class LongShapes {
  private static final Duration LIMIT = Shapes.LIMIT;

  private final Stage stage;
  private final Shapes shapes;

  LongShapes(Stage stage, Shapes shapes) {
    this.stage = stage;
    this.shapes = shapes;
  }

  /** One great JobFlow, and small ones that come while it runs; before, the small ones alone. */
  Figures greatBesideSmall(String shape, int flows, int width, int small) {
    Load smallOnes = Load.many(small, Dag.chain(3), Duration.ofSeconds(1));
    Distribution alone = durations(stage.perform(smallOnes, Duration.ZERO, LIMIT));
    Dag dag = Dag.lanes(flows, width);
    Load great = Load.byReference(dag);
    CompletableFuture<Act> running =
        CompletableFuture.supplyAsync(() -> stage.perform(great, Duration.ofSeconds(1), LIMIT));
    Threads.pause(Duration.ofSeconds(20));
    Distribution beside = durations(stage.perform(smallOnes, Duration.ZERO, LIMIT));
    return shapes
        .measured(shape, running.join())
        .detail("smallAloneP50Seconds", alone.quantile(0.5) / 1000)
        .detail("smallBesideP50Seconds", beside.quantile(0.5) / 1000)
        .detail("smallBesideP50Ratio", beside.quantile(0.5) / alone.quantile(0.5))
        .detail("smallBesideP99Ratio", beside.quantile(0.99) / alone.quantile(0.99));
  }

  /** Kills the operator while Jobs run; they all end before the next one starts. */
  Figures restart(String shape, int jobFlows) {
    Load load = Load.many(jobFlows, Dag.chain(2), Duration.ZERO);
    String namespace = stage.newNamespace();
    stage.kubelet().hold(namespace);
    long mark = stage.audit().end();
    stage.submit(namespace, load);
    Threads.await(
        "the first Job of all", LIMIT, () -> stage.kubelet().waiting(namespace) == jobFlows);
    stage.operator().kill();
    stage.kubelet().release(namespace);
    Threads.await(
        "the end of all first Jobs", LIMIT, () -> stage.kubelet().ended(namespace) >= jobFlows);
    Threads.pause(Duration.ofSeconds(3));
    long restart = stage.audit().end();
    Instant started = Instant.now();
    stage.startOperator();
    stage.awaitEnd(namespace, load, LIMIT);
    List<Audit.Request> after = stage.audit().since(restart);
    Trace trace = Trace.of(stage.audit().since(mark), namespace);
    Instant leading = first(after, " leases", "");
    Instant acted = first(after, "create jobs", namespace);
    Map<String, Long> perJob =
        trace.requests().stream()
            .filter(request -> request.isDone() && request.what().equals("create jobs"))
            .collect(Collectors.groupingBy(Audit.Request::name, Collectors.counting()));
    return new Figures(shape)
        .with(Figure.RSS_MIB, stage.operator().residentMiB())
        .detail("jobFlows", jobFlows)
        .detail("leaseSeconds", Trace.milliseconds(started, leading) / 1000)
        .detail("firstActionSecondsAfterLease", Trace.milliseconds(leading, acted) / 1000)
        .detail("jobs", perJob.size())
        .detail("doubles", perJob.values().stream().filter(times -> times > 1).count());
  }

  /** Counts what is asked for in a minute when all has ended. */
  Figures idle(String shape, int jobFlows, Duration time) {
    long before = stage.operator().liveBytes();
    Load load = Load.many(jobFlows, Dag.chain(1), Duration.ZERO);
    Act act = stage.perform(load, Duration.ZERO, LIMIT);
    long after = stage.operator().liveBytes();
    Threads.pause(Duration.ofSeconds(10));
    long mark = stage.audit().end();
    double cpu = stage.operator().cpuSeconds();
    Threads.pause(time);
    double taken = stage.operator().cpuSeconds() - cpu;
    List<Audit.Request> asked =
        stage.audit().since(mark).stream()
            .filter(request -> request.user().equals(Site.OPERATOR))
            .filter(request -> !request.what().endsWith(" leases"))
            .filter(request -> !request.what().startsWith("watch "))
            .toList();
    return shapes
        .measured(shape, act)
        .detail("idleRequests", asked.size())
        .detail("idleSeconds", time.toSeconds())
        .detail("idleCpuSeconds", taken)
        .detail("heapBytesPerJobFlow", (after - before) / (double) jobFlows);
  }

  /** Creates JobFlows, lets them end and deletes them, again and again: what stays on the heap? */
  Figures churn(String shape, int rounds, int jobFlowsOfEach) {
    List<Double> heaps = new ArrayList<>();
    Load load = Load.many(jobFlowsOfEach, Dag.chain(1), Duration.ZERO);
    for (int round = 0; round < rounds; round++) {
      Act act = stage.perform(load, Duration.ZERO, LIMIT);
      stage.site().delete(act.namespace());
      Threads.pause(Duration.ofSeconds(2));
      heaps.add(stage.operator().liveBytes() / 1048576.0);
    }
    double growth = (heaps.get(rounds - 1) - heaps.get(0)) * 1048576;
    return new Figures(shape)
        .with(Figure.RSS_MIB, stage.operator().residentMiB())
        .detail("jobFlows", rounds * jobFlowsOfEach)
        .detail("heapMiB", heaps)
        .detail("heapFirstMiB", heaps.get(0))
        .detail("heapLastMiB", heaps.get(rounds - 1))
        .detail("heapBytesPerDeletedJobFlow", growth / ((rounds - 1.0) * jobFlowsOfEach));
  }

  /** Measures what a JobFlow that has ended takes on the heap. */
  Figures heap(String shape, int jobFlows) {
    Load load = Load.many(jobFlows, Dag.fan(8), Duration.ZERO);
    // what grows once, as buffers and tables do, grows here
    stage.perform(load, Duration.ZERO, LIMIT);
    long before = stage.operator().recordBytes();
    stage.perform(load, Duration.ZERO, LIMIT);
    Act act = stage.perform(load, Duration.ZERO, LIMIT);
    long after = stage.operator().recordBytes();
    return shapes
        .measured(shape, act)
        .detail("recordBytesPerJobFlow", (after - before) / (2.0 * jobFlows));
  }

  private static Distribution durations(Act act) {
    return Distribution.of(
        act.load().runs().stream().map(run -> act.trace().seconds(run) * 1000).toList());
  }

  private static Instant first(List<Audit.Request> requests, String what, String namespace) {
    return requests.stream()
        .filter(request -> request.user().equals(Site.OPERATOR) && request.isDone())
        .filter(request -> request.isWrite() && request.what().endsWith(what))
        .filter(request -> namespace.isEmpty() || request.namespace().equals(namespace))
        .map(Audit.Request::done)
        .findFirst()
        .orElseThrow();
  }
}
