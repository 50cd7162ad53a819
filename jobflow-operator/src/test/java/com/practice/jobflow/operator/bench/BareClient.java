package com.practice.jobflow.operator.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The floor: the same Jobs without an operator. A Job is posted as soon as the watch shows its last
 * dependency complete; nothing is recorded, validated or checked. Thread-safe.
 */
final class BareClient implements AutoCloseable {
  private final Wire wire;
  private final ExecutorService posts;
  private final Map<String, Runnable> awaited = new ConcurrentHashMap<>();

  private BareClient(Wire wire, int concurrency) {
    this.wire = wire;
    this.posts = Executors.newFixedThreadPool(concurrency, Threads.daemon("bare"));
  }

  /**
   * Returns one that follows all Jobs that such a client has made.
   *
   * @param concurrency how many creates are under way at once
   */
  static BareClient ofJobs(Wire wire, int concurrency) {
    BareClient client = new BareClient(wire, concurrency);
    wire.watch("apis/batch/v1/jobs", "bare", "application/json", client::seen);
    return client;
  }

  /** Returns one that follows the Jobs' pods instead, and asks no Job for its end. */
  static BareClient ofPods(Wire wire, int concurrency) {
    BareClient client = new BareClient(wire, concurrency);
    wire.watch("api/v1/pods", "job-name", "application/json", client::seenPod);
    return client;
  }

  /** Begins to run a shape; the latch opens when all its Jobs are complete. */
  CountDownLatch start(String namespace, String run, Dag dag) {
    CountDownLatch left = new CountDownLatch(dag.size());
    List<List<Integer>> dependents = new ArrayList<>();
    List<AtomicInteger> open = new ArrayList<>();
    for (int number = 0; number < dag.size(); number++) {
      dependents.add(new ArrayList<>());
      open.add(new AtomicInteger(dag.dependencies().get(number).size()));
      for (int dependency : dag.dependencies().get(number)) {
        dependents.get(dependency).add(number);
      }
    }
    Run running = new Run(namespace, run, dependents, open, left);
    IntStream.range(0, dag.size())
        .filter(number -> dag.dependencies().get(number).isEmpty())
        .forEach(running::post);
    return left;
  }

  @Override
  public void close() {
    posts.shutdownNow();
  }

  private void seen(String event) {
    if (Text.isComplete(event)) {
      ended(Text.field(event, "namespace"), Text.field(event, "name"));
    }
  }

  private void seenPod(String event) {
    if (Text.hasSucceeded(event)) {
      ended(Text.field(event, "namespace"), Text.field(event, "job-name"));
    }
  }

  private void ended(String namespace, String job) {
    Runnable next = awaited.remove(namespace + "/" + job);
    if (next != null) {
      next.run();
    }
  }

  /** One run under way. */
  private final class Run {
    private final String namespace;
    private final String run;
    private final List<List<Integer>> dependents;
    private final List<AtomicInteger> open;
    private final CountDownLatch left;

    private Run(
        String namespace,
        String run,
        List<List<Integer>> dependents,
        List<AtomicInteger> open,
        CountDownLatch left) {
      this.namespace = namespace;
      this.run = run;
      this.dependents = dependents;
      this.open = open;
      this.left = left;
    }

    private void post(int number) {
      awaited.put(namespace + "/" + run + "-" + Dag.flow(number), () -> completed(number));
      posts.execute(
          () ->
              wire.post(
                      "apis/batch/v1/namespaces/" + namespace + "/jobs",
                      wire.json().asJson(Dag.bareJob(run, number)))
                  .join()
                  .orFail("creating a bare Job"));
    }

    private void completed(int number) {
      for (int dependent : dependents.get(number)) {
        if (open.get(dependent).decrementAndGet() == 0) {
          post(dependent);
        }
      }
      left.countDown();
    }
  }
}
