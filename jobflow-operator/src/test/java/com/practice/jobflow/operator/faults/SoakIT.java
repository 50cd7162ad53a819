package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many JobFlows of random shape for a long time, and a fault every few seconds. */
@Tag("faults")
class SoakIT {
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("jobflow.soak.minutes", 30));
  private static final int IN_FLIGHT = Integer.getInteger("jobflow.soak.jobflows", 200);
  private static final long SEED = Long.getLong("jobflow.soak.seed", 20261122L);
  private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NAMESPACES = 5;

  private final Random random = new Random(SEED);
  private final RandomJobFlows shapes = new RandomJobFlows(random);
  private final Map<String, JobFlow> live = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<ProcessWeight> weights = new ArrayList<>();
  private KubernetesClient client;
  private RunHistory history;
  private SimulatedKubelet kubelet;
  private OperatorUnderTest operator;
  private List<String> namespaces;
  private int ended;

  @BeforeEach
  void start(@TempDir Path folder) {
    client = Cluster.connect("jobflow-test");
    history = new RunHistory(client);
    kubelet = new SimulatedKubelet(client);
    RandomJobFlows.teach(kubelet);
    namespaces = IntStream.range(0, NAMESPACES).mapToObj(i -> Cluster.namespace(client)).toList();
    operator =
        new OperatorUnderTest(
            new FaultProxy(client.getConfiguration(), ""), folder, "--leader-elect=false");
    operator.start();
    operator.awaitWatching();
  }

  @AfterEach
  void stop() {
    operator.close();
    history.close();
    kubelet.close();
    namespaces.forEach(namespace -> client.namespaces().withName(namespace).delete());
    client.close();
  }

  @Test
  void nothingIsLostDoneTwiceOrKept() {
    Havoc havoc = new Havoc(operator, client, random);
    long start = System.nanoTime();
    long nextFault = start + BETWEEN_FAULTS.toNanos();
    long nextWeighing = start + LENGTH.toNanos() * 2 / 3;
    for (long now = start; now - start < LENGTH.toNanos(); now = System.nanoTime()) {
      collect();
      fill();
      if (now > nextFault) {
        // a process must live for a while before it can be said whether it grows
        havoc.next(anyone(), now - start < LENGTH.toNanos() / 2);
        nextFault = now + BETWEEN_FAULTS.toNanos();
      }
      if (now > nextWeighing) {
        weights.add(ProcessWeight.of(operator.pid()));
        nextWeighing = now + LENGTH.toNanos() / 30;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }
    havoc.mend();
    resumeAll();
    long lastFault = System.nanoTime();
    Await.until("all JobFlows end", PATIENCE.plus(LENGTH), this::allHaveEnded);
    Duration goneOn = Duration.ofNanos(System.nanoTime() - lastFault);

    collectAll();
    weights.add(ProcessWeight.of(operator.pid()));
    System.out.printf(
        "soak, seed %d: %d JobFlows in %d min, all ended %d s after the last fault; %s; %s%n",
        SEED, ended, LENGTH.toMinutes(), goneOn.toSeconds(), havoc.counts(), weights);
    assertThat(wrong).isEmpty();
    assertThat(history.gaps()).isEmpty();
    AuditedWrites audit = AuditedWrites.read();
    assertThat(namespaces).allSatisfy(one -> assertThat(audit.createdTwice(one)).isEmpty());
    assertThat(operator.isAlive()).isTrue();
    assertFlat();
  }

  private void assertFlat() {
    int half = weights.size() / 2;
    assertThat(weights).hasSizeGreaterThan(3);
    assertThat(mean(weights.subList(half, weights.size())))
        .as("heap after collections, %s", weights)
        .isLessThan(mean(weights.subList(0, half)) * 5 / 4);
    assertThat(weights.get(weights.size() - 1).threads())
        .as("threads, %s", weights)
        .isLessThanOrEqualTo(weights.get(0).threads() + 4);
  }

  private static long mean(List<ProcessWeight> some) {
    return (long) some.stream().mapToLong(ProcessWeight::heapKilobytes).average().orElse(0);
  }

  private void fill() {
    // a few at a time, so that a slow machine still gets its faults in time
    for (int i = 0; i < 10 && live.size() < IN_FLIGHT; i++) {
      JobFlow created =
          client
              .resources(JobFlow.class)
              .inNamespace(namespaces.get(random.nextInt(namespaces.size())))
              .resource(shapes.next())
              .create();
      live.put(created.getMetadata().getUid(), created);
    }
  }

  /** Judges some that have ended or were deleted, and makes room for others. */
  private void collect() {
    List<String> done = live.keySet().stream().filter(this::isOver).limit(10).toList();
    done.forEach(this::judge);
  }

  private void collectAll() {
    List.copyOf(live.keySet()).forEach(this::judge);
  }

  private void judge(String uid) {
    JobFlow jobFlow = live.remove(uid);
    ended++;
    Oracle.judge(history, uid).stream()
        .map(violation -> jobFlow.getMetadata().getName() + ": " + violation)
        .forEach(wrong::add);
    client.resource(jobFlow).delete();
    history.forget(uid);
  }

  private boolean isOver(String uid) {
    return history.hasEnded(uid) || history.isDeleted(uid);
  }

  private boolean allHaveEnded() {
    return live.keySet().stream().allMatch(this::isOver);
  }

  private JobFlow anyone() {
    return List.copyOf(live.values()).get(random.nextInt(live.size()));
  }

  private void resumeAll() {
    Havoc user = new Havoc(operator, client, random);
    live.values().forEach(user::resume);
  }
}
