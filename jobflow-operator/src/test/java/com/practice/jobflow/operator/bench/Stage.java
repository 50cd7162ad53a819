package com.practice.jobflow.operator.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The cluster with all who act on it, and the ways to let them run something. */
final class Stage implements AutoCloseable {
  /** As many creates at once as the operator has by default. */
  static final int CONCURRENCY = 32;

  /** Name of the JobTemplate in each namespace. */
  static final String TEMPLATE = "t";

  private static final String JOB_FLOWS = "apis/api.practice.com/v1alpha1/namespaces/%s/jobflows";

  private final Site site;
  private final Wire wire;
  private final Wire bareWire;
  private final LeanKubelet kubelet;
  private final BareClient bare;
  private final Audit audit;
  private final Path jar;
  private final Path folder;
  private final Path kubeconfig;
  private @Nullable MeasuredOperator operator;
  private final String series = "bench-" + Long.toString(System.currentTimeMillis() / 1000, 36);
  private int namespaces;
  private int operators;

  /**
   * Sets up all parts but the operator.
   *
   * @param jar of the operator, beside its libraries
   * @param folder for what is written
   */
  Stage(Site site, Path jar, Path folder) {
    this.site = site;
    this.jar = jar;
    this.folder = folder;
    this.wire = new Wire(site.asAdmin());
    this.bareWire = new Wire(site.asBareClient());
    this.audit = new Audit(wire.json(), Site.kubeconfig().resolveSibling("audit.log"));
    this.kubelet = new LeanKubelet(new Wire(site.asAdmin()));
    this.bare = BareClient.ofJobs(bareWire, CONCURRENCY);
    this.kubeconfig = site.operatorKubeconfig(folder);
  }

  /** So many runs of a shape, begun together or one after the other. */
  record Load(int count, IntFunction<Map<String, Object>> jobFlows, Dag dag, Duration between) {
    static Load one(Dag dag) {
      return many(1, dag, Duration.ZERO);
    }

    static Load many(int count, Dag dag, Duration between) {
      return new Load(count, number -> dag.inline("f" + number), dag, between);
    }

    /** One JobFlow whose flows name a JobTemplate, so that its spec is small. */
    static Load byReference(Dag dag) {
      return new Load(1, number -> dag.byReference("f" + number, TEMPLATE), dag, Duration.ZERO);
    }

    int jobs() {
      return count * dag.size();
    }

    List<String> runs() {
      return IntStream.range(0, count).mapToObj(number -> "f" + number).toList();
    }
  }

  /** What a run by the operator left behind. */
  record Act(
      String namespace,
      Load load,
      Trace trace,
      double cpuSeconds,
      double peakMiB,
      double seconds) {}

  Site site() {
    return site;
  }

  Wire wire() {
    return wire;
  }

  Wire bareWire() {
    return bareWire;
  }

  LeanKubelet kubelet() {
    return kubelet;
  }

  Audit audit() {
    return audit;
  }

  MeasuredOperator operator() {
    if (operator == null) {
      throw new IllegalStateException("the operator has not been started");
    }
    return operator;
  }

  /** Starts the operator, or a new one; returns once it works. */
  void startOperator(String... options) {
    operator = newOperator(options);
  }

  /** Makes a namespace, with the JobTemplate that flows by reference name. */
  synchronized String newNamespace() {
    namespaces++;
    String namespace = site.namespace(series + "-" + namespaces);
    String templates = "apis/api.practice.com/v1alpha1/namespaces/" + namespace + "/jobtemplates";
    wire.post(templates, wire.json().asJson(Dag.template(TEMPLATE)))
        .join()
        .orFail("creating a JobTemplate");
    return namespace;
  }

  /** Lets the operator run a load to its end. */
  Act perform(Load load, Duration podTime, Duration limit) {
    String namespace = newNamespace();
    kubelet.duration(namespace, podTime);
    long mark = audit.end();
    operator().resetPeak();
    double cpu = operator().cpuSeconds();
    long start = System.nanoTime();
    submit(namespace, load);
    awaitEnd(namespace, load, limit);
    double seconds = (System.nanoTime() - start) / 1e9;
    // what it still does after the end is its doing too
    Threads.pause(Duration.ofSeconds(2));
    double taken = operator().cpuSeconds() - cpu;
    Trace trace = Trace.of(audit.since(mark), namespace);
    return new Act(namespace, load, trace, taken, operator().peakMiB(), seconds);
  }

  /** Lets a client without an operator create the same Jobs at the same times. */
  Trace performBare(Load load, Duration podTime, Duration limit) {
    return performBare(load, podTime, limit, bare);
  }

  /** Lets a client without an operator do so that follows pods instead of Jobs. */
  Trace performBareByPods(Load load, Duration podTime, Duration limit) {
    try (BareClient client = BareClient.ofPods(new Wire(site.asBareClient()), CONCURRENCY)) {
      return performBare(load, podTime, limit, client);
    }
  }

  private Trace performBare(Load load, Duration podTime, Duration limit, BareClient client) {
    String namespace = newNamespace();
    kubelet.duration(namespace, podTime);
    long mark = audit.end();
    long start = System.nanoTime();
    List<CountDownLatch> ends = new ArrayList<>();
    for (int number = 0; number < load.count(); number++) {
      until(start, load.between().multipliedBy(number));
      ends.add(client.start(namespace, "f" + number, load.dag()));
    }
    for (CountDownLatch end : ends) {
      await(end, limit, namespace);
    }
    Threads.pause(Duration.ofMillis(500));
    return Trace.of(audit.since(mark), namespace);
  }

  /** Creates the JobFlows of a load, each at its time whatever became of those before. */
  void submit(String namespace, Load load) {
    String path = String.format(JOB_FLOWS, namespace);
    long start = System.nanoTime();
    List<CompletableFuture<Wire.Reply>> sent = new ArrayList<>();
    for (int number = 0; number < load.count(); number++) {
      String body = wire.json().asJson(load.jobFlows().apply(number));
      until(start, load.between().multipliedBy(number));
      sent.add(wire.post(path, body));
      if (sent.size() >= CONCURRENCY) {
        sent.remove(0).join().orFail("creating a JobFlow");
      }
    }
    sent.forEach(reply -> reply.join().orFail("creating a JobFlow"));
  }

  /** Waits until all JobFlows of a load have succeeded. */
  void awaitEnd(String namespace, Load load, Duration limit) {
    Threads.await(
        load.jobs() + " pods of " + namespace,
        limit,
        () -> {
          alive();
          return kubelet.ended(namespace) >= load.jobs();
        });
    Threads.await(
        "the end of " + load.count() + " JobFlows of " + namespace,
        limit,
        () -> {
          alive();
          return phases(namespace).stream().filter("Succeeded"::equals).count() == load.count();
        });
  }

  /** Returns the phase of each JobFlow. */
  @SuppressWarnings("unchecked")
  List<String> phases(String namespace) {
    String path = String.format(JOB_FLOWS, namespace);
    Map<String, Object> table = wire.map(wire.get(path, Wire.TABLE).orFail("listing JobFlows"));
    List<Map<String, Object>> columns = (List<Map<String, Object>>) table.get("columnDefinitions");
    int status = columns.stream().map(column -> column.get("name")).toList().indexOf("Status");
    List<Map<String, Object>> rows = (List<Map<String, Object>>) table.get("rows");
    return rows == null
        ? List.of()
        : rows.stream()
            .map(row -> String.valueOf(((List<Object>) row.get("cells")).get(status)))
            .toList();
  }

  /** Returns a JobFlow as the API server gives it. */
  String jobFlow(String namespace, String name) {
    return wire.get(String.format(JOB_FLOWS, namespace) + "/" + name, "application/json")
        .orFail("getting a JobFlow");
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
    kubelet.close();
    bare.close();
    wire.close();
    bareWire.close();
  }

  private MeasuredOperator newOperator(String... options) {
    operators++;
    Path output = folder.resolve("operator-" + operators + ".log");
    List<String> flags =
        System.getProperty("bench.operator.flags", "")
            .lines()
            .flatMap(line -> List.of(line.split(" ", -1)).stream())
            .filter(flag -> !flag.isEmpty())
            .toList();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(
        List.of(
            "--kubeconfig=" + kubeconfig,
            "--lease-namespace=jobflow-system",
            // a machine that is kept busy by what is measured must not end the run
            "--lease-duration=60s",
            "--renew-deadline=45s",
            "--health-address=127.0.0.1:0",
            "--metrics-address=127.0.0.1:0"));
    MeasuredOperator started = MeasuredOperator.start(jar, output, flags, arguments);
    Threads.await(
        "the operator's work",
        Duration.ofMinutes(5),
        () -> {
          if (!started.isAlive()) {
            throw new IllegalStateException("the operator has ended; see " + output);
          }
          return started.hasSaid("Running JobFlows");
        });
    return started;
  }

  private void alive() {
    if (!operator().isAlive()) {
      throw new IllegalStateException("the operator has ended; see its log in " + folder);
    }
  }

  private static void until(long start, Duration offset) {
    long left = start + offset.toNanos() - System.nanoTime();
    if (left > 0) {
      Threads.pause(Duration.ofNanos(left));
    }
  }

  private static void await(CountDownLatch end, Duration limit, String namespace) {
    try {
      if (!end.await(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            end.getCount() + " bare Jobs of " + namespace + " have not ended");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
