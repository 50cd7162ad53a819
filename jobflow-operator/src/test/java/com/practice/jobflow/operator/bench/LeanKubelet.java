package com.practice.jobflow.operator.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays all kubelets: a pod succeeds as soon as it is seen, or after the time that its namespace's
 * pods take. One event of metadata and one patch for each pod, no more. Thread-safe.
 */
final class LeanKubelet implements AutoCloseable {
  private static final String SUCCEEDED = "{\"status\":{\"phase\":\"Succeeded\"}}";

  private final Wire wire;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("kubelet"));
  private final Map<String, Duration> durations = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> succeeded = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentLinkedQueue<String>> waiting = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  LeanKubelet(Wire wire) {
    this.wire = wire;
    wire.watch("api/v1/pods", "job-name", Wire.METADATA_ONLY, this::seen);
  }

  /** Lets the pods of a namespace take so long. */
  void duration(String namespace, Duration duration) {
    durations.put(namespace, duration);
  }

  /** Keeps the pods of a namespace from ending. */
  void hold(String namespace) {
    held.add(namespace);
  }

  /** Lets them end. */
  void release(String namespace) {
    held.remove(namespace);
    ConcurrentLinkedQueue<String> names = queue(namespace);
    for (String name = names.poll(); name != null; name = names.poll()) {
      succeed(namespace, name);
    }
  }

  /** Returns how many pods of a namespace are kept from ending. */
  int waiting(String namespace) {
    return queue(namespace).size();
  }

  /** Returns how many pods of a namespace have ended. */
  int ended(String namespace) {
    return counter(namespace).get();
  }

  @Override
  public void close() {
    later.shutdownNow();
  }

  private void seen(String event) {
    if (!event.startsWith("{\"type\":\"ADDED\"")) {
      return;
    }
    String name = Text.field(event, "name");
    String namespace = Text.field(event, "namespace");
    Duration duration = durations.getOrDefault(namespace, Duration.ZERO);
    if (held.contains(namespace)) {
      queue(namespace).add(name);
    } else if (duration.isZero()) {
      succeed(namespace, name);
    } else {
      var unused =
          later.schedule(
              () -> succeed(namespace, name), duration.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void succeed(String namespace, String name) {
    String pod = "api/v1/namespaces/" + namespace + "/pods/" + name + "/status";
    var unused =
        wire.patch(pod, SUCCEEDED)
            .thenAccept(
                reply -> {
                  if (reply.isDone()) {
                    counter(namespace).incrementAndGet();
                  }
                });
  }

  private ConcurrentLinkedQueue<String> queue(String namespace) {
    return waiting.computeIfAbsent(namespace, unknown -> new ConcurrentLinkedQueue<>());
  }

  private AtomicInteger counter(String namespace) {
    return succeeded.computeIfAbsent(namespace, unknown -> new AtomicInteger());
  }
}
