package com.practice.jobflow.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the cluster and our own tools can do, with no operator in it. */
final class Floors {
  private static final int WRITERS = 10;

  private final Stage stage;

  Floors(Stage stage) {
    this.stage = stage;
  }

  /** Creates pods as fast as it goes, without any Job: how many a second the kubelet lets end. */
  Figures kubelet(int pods) {
    String namespace = stage.newNamespace();
    long start = System.nanoTime();
    List<Future<?>> sent = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Stage.CONCURRENCY, Threads.daemon("pods"));
    for (int number = 0; number < pods; number++) {
      String body = stage.wire().json().asJson(pod("p" + number));
      sent.add(
          pool.submit(
              () ->
                  stage
                      .wire()
                      .post("api/v1/namespaces/" + namespace + "/pods", body)
                      .join()
                      .orFail("creating a pod")));
    }
    sent.forEach(Floors::get);
    double created = (System.nanoTime() - start) / 1e9;
    Threads.await(
        "the end of " + pods + " pods",
        Duration.ofMinutes(5),
        () -> stage.kubelet().ended(namespace) >= pods);
    double ended = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    stage.site().delete(namespace);
    return new Figures("floor-kubelet")
        .detail("pods", pods)
        .detail("createdPerSecond", pods / created)
        .detail("endedPerSecond", pods / ended);
  }

  /**
   * Writes statuses of ten flows, as many at once as the operator has workers. No operator may run.
   */
  Figures statusWriter(String name, int writes) {
    String namespace = stage.newNamespace();
    String path = "apis/api.practice.com/v1alpha1/namespaces/" + namespace + "/jobflows";
    Figures figures = statusWriter(name, writes, path);
    stage.site().delete(namespace);
    return figures;
  }

  private Figures statusWriter(String name, int writes, String path) {
    Dag dag = Dag.fan(8);
    List<Future<List<Double>>> all = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS, Threads.daemon("status"));
    for (int writer = 0; writer < WRITERS; writer++) {
      String own = "w" + writer;
      stage.bareWire().post(path, stage.wire().json().asJson(dag.inline(own))).join();
    }
    long start = System.nanoTime();
    for (int writer = 0; writer < WRITERS; writer++) {
      String own = path + "/w" + writer + "/status";
      all.add(pool.submit(() -> write(own, dag, Math.max(1, writes / WRITERS))));
    }
    List<Double> times = new ArrayList<>();
    all.forEach(one -> times.addAll(get(one)));
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    Distribution distribution = Distribution.of(times);
    return new Figures(name)
        .detail("writes", times.size())
        .detail("writesPerSecond", times.size() / seconds)
        .detail("p50Milliseconds", distribution.quantile(0.5))
        .detail("p99Milliseconds", distribution.quantile(0.99));
  }

  private List<Double> write(String path, Dag dag, int writes) {
    List<Double> times = new ArrayList<>();
    for (int number = 0; number < writes; number++) {
      List<Map<String, Object>> flows = new ArrayList<>();
      for (int flow = 0; flow < dag.size(); flow++) {
        flows.add(
            Map.of(
                "name", Dag.flow(flow), "phase", "Running", "startTime", "2026-01-01T00:00:00Z"));
      }
      Map<String, Object> status =
          Map.of("status", Map.of("phase", "Running", "progress", number + "/10", "flows", flows));
      String body = stage.wire().json().asJson(status);
      long start = System.nanoTime();
      stage.bareWire().patch(path, body).join().orFail("writing a status");
      times.add((System.nanoTime() - start) / 1e6);
    }
    return times;
  }

  private static Map<String, Object> pod(String name) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Pod",
        "metadata",
        Map.of("name", name, "labels", Map.of("job-name", name)),
        "spec",
        Map.of(
            "restartPolicy",
            "Never",
            "containers",
            List.of(Map.of("name", "main", "image", "busybox"))));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }
}
