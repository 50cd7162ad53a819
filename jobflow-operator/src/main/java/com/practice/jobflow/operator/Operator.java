package com.practice.jobflow.operator;

import com.practice.jobflow.k8s.JobFlowController;
import com.practice.jobflow.operator.health.HealthCheck;
import com.practice.jobflow.operator.health.HealthServer;
import com.practice.jobflow.operator.health.HealthSettings;
import com.practice.jobflow.operator.lease.LeaderElection;
import com.practice.jobflow.operator.lease.LeaseClient;
import com.practice.jobflow.operator.lease.LeaseSettings;
import com.practice.jobflow.operator.metrics.OperatorMetrics;
import com.practice.jobflow.operator.options.LeaseOptions;
import com.practice.jobflow.operator.options.OperatorOptions;
import com.practice.jobflow.operator.preflight.Obstacle;
import com.practice.jobflow.operator.preflight.Preflight;
import com.practice.jobflow.operator.preflight.StandingPreflight;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts, put together: the probes answer at once; when nothing is in the way any more, the
 * caches are filled and the lease is fought for; whoever has it works.
 *
 * <p>Starts once and closes once.
 */
final class Operator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
  private static final Duration STUCK = Duration.ofMinutes(5);
  private static final Duration BLIND_FOR_GOOD = Duration.ofMinutes(6);

  private final OperatorOptions options;
  private final KubernetesClient client;
  private final @Nullable KubernetesClient leaseClient;
  private final @Nullable LeaderElection election;
  private final ScheduledExecutorService preflights;
  private final StandingPreflight preflight;
  private final JobFlowController controller;
  private final OperatorMetrics metrics = new OperatorMetrics();
  private @Nullable HealthServer server;

  /**
   * Puts the parts together.
   *
   * @throws IOException if the kubeconfig makes no sense
   */
  Operator(OperatorOptions options, String version) throws IOException {
    this.options = options;
    Config config = ClusterAccess.find(options, version);
    this.client = ClusterAccess.client(config);
    LeaseOptions lease = options.lease();
    if (lease == null) {
      this.leaseClient = null;
      this.election = null;
    } else {
      this.leaseClient = ClusterAccess.client(LeaseClient.configure(config));
      this.election =
          LeaderElection.over(
              leaseClient, settings(lease, config, options.controller().identity()));
    }
    this.preflights = oneThread("jobflow-preflight");
    this.preflight =
        new StandingPreflight(
            preflight(client, options, config),
            (task, pause) -> {
              var unused = preflights.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
            },
            System::nanoTime);
    this.controller =
        new JobFlowController(
            client,
            options.controller(),
            leads(),
            new ListenerPair(metrics, new TroubleListener(preflight::alarm)));
    metrics.watch(
        controller, options.controller().workers(), leads(), lease == null ? "" : lease.name());
  }

  /**
   * Returns all that is in the way of an operator with these options.
   *
   * @throws IOException if the kubeconfig makes no sense
   */
  static List<Obstacle> check(OperatorOptions options, String version) throws IOException {
    Config config = ClusterAccess.find(options, version);
    try (KubernetesClient client = ClusterAccess.client(config)) {
      return preflight(client, options, config).obstacles();
    }
  }

  /**
   * Starts all parts, each when its time has come.
   *
   * @param lost is told why when this process led and does not any more
   * @throws IOException if an address for the probes or the metrics is taken
   */
  void start(Consumer<String> lost) throws IOException {
    HealthServer listening =
        HealthServer.start(
            new HealthSettings(options.health(), options.metrics()), live(), ready(), metrics);
    server = listening;
    LOG.atInfo()
        .addKeyValue("probes", address(listening.probes()))
        .addKeyValue("metrics", address(listening.metrics()))
        .log("Listening");
    then(preflight.start(), passed -> begin(lost));
  }

  /**
   * Stops to work: what is under way comes to its end, then the lease goes to whoever waits for it.
   */
  @Override
  public void close() {
    controller.close();
    if (election != null) {
      election.close();
    }
    preflights.shutdownNow();
    if (server != null) {
      server.close();
    }
    if (leaseClient != null) {
      leaseClient.close();
    }
    client.close();
  }

  private void begin(Consumer<String> lost) {
    // caches are filled in standby too: whoever gets the lease then works at once
    then(controller.start(), filled -> stand(lost));
  }

  /** Whoever cannot fill its caches leaves the lease to others. */
  private void stand(Consumer<String> lost) {
    LOG.info("The caches are filled");
    if (election == null) {
      lead();
    } else {
      then(election.elected(), elected -> lead());
      then(election.lost(), lost);
      election.start();
    }
  }

  private void lead() {
    then(controller.lead(), working -> LOG.info("Running JobFlows"));
  }

  /** What is thrown in a later step would be known to nobody; it ends the process instead. */
  private static <T> void then(CompletableFuture<T> step, Consumer<T> next) {
    step.thenAccept(next)
        .exceptionally(
            surprise -> {
              Thread thread = Thread.currentThread();
              thread.getUncaughtExceptionHandler().uncaughtException(thread, surprise);
              return null;
            });
  }

  private BooleanSupplier leads() {
    return election == null ? () -> true : election::mayWrite;
  }

  /** Only what a new process would do better. */
  private List<HealthCheck> live() {
    HealthCheck workers =
        HealthCheck.of(
            "workers",
            () -> controller.queue().longest().compareTo(STUCK) < 0,
            "a worker has been at the same JobFlow for five minutes");
    HealthCheck lease =
        HealthCheck.of(
            "lease",
            () -> election == null || !controller.synced() || election.alive(),
            "the election does not go on");
    HealthCheck watches =
        HealthCheck.of(
            "watches",
            () -> !isBlindForGood(controller.blindness(), preflight.obstacles()),
            "a cache has had no watch for six minutes, and nothing is in the way of one");
    return List.of(workers, lease, watches);
  }

  /** While the API server is away, a new process would see no more. */
  static boolean isBlindForGood(Duration blindness, List<Obstacle> obstacles) {
    return blindness.compareTo(BLIND_FOR_GOOD) >= 0 && obstacles.isEmpty();
  }

  private List<HealthCheck> ready() {
    return List.of(
        new HealthCheck("cluster", this::obstacles),
        HealthCheck.of("caches", controller::synced, "the caches are being filled"),
        HealthCheck.of(
            "watches", controller::healthy, "a cache has not been kept up to date for a minute"));
  }

  private Optional<String> obstacles() {
    List<Obstacle> obstacles = preflight.obstacles();
    return obstacles.isEmpty()
        ? Optional.empty()
        : Optional.of(obstacles.stream().map(Obstacle::text).collect(Collectors.joining("; ")));
  }

  private static Preflight preflight(
      KubernetesClient client, OperatorOptions options, Config config) {
    List<String> namespaces = options.controller().namespaces();
    Preflight preflight = Preflight.of(client, namespaces);
    if (options.controller().prompt()) {
      preflight = preflight.watchingPods(namespaces);
    }
    LeaseOptions lease = options.lease();
    return lease == null
        ? preflight
        : preflight.holding(leaseNamespace(lease, config), lease.name());
  }

  private static LeaseSettings settings(LeaseOptions lease, Config config, String identity) {
    return LeaseSettings.of(leaseNamespace(lease, config), lease.name(), identity)
        .lasting(lease.duration(), lease.renewDeadline(), lease.retryPeriod());
  }

  private static String leaseNamespace(LeaseOptions lease, Config config) {
    return lease.namespace() == null ? ClusterAccess.namespace(config) : lease.namespace();
  }

  private static ScheduledExecutorService oneThread(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        },
        // what comes after the end is of no interest
        new ThreadPoolExecutor.DiscardPolicy());
  }

  private static String address(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
