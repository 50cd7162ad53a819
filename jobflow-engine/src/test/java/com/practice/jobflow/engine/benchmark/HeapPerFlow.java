package com.practice.jobflow.engine.benchmark;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.FlowRun;
import com.practice.jobflow.engine.plan.RunPolicy;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.List;

/**
 * Prints the heap that a graph and a started run hold beside the drafts, as used heap after
 * collection.
 */
public final class HeapPerFlow {
  private HeapPerFlow() {}

  /** Measures both sizes. */
  public static void main(String[] arguments) {
    measure(100_000, 3);
    measure(1_000_000, 2);
  }

  private static void measure(int flows, int edges) {
    List<FlowDraft> drafts = Drafts.random(flows, edges);
    long before = used();
    FlowGraph graph = FlowGraph.of(drafts).orElseThrow();
    long withGraph = used();
    FlowRun run = FlowRun.of(graph, RunPolicy.DEFAULT);
    run.start(Instant.parse("2026-11-22T10:00:00Z"));
    try {
      long withRun = used();
      System.out.printf(
          "%,d flows, %d edges each: graph %.1f, run %.1f, together %.1f bytes per flow%n",
          flows,
          edges,
          (withGraph - before) / (double) flows,
          (withRun - withGraph) / (double) flows,
          (withRun - before) / (double) flows);
    } finally {
      Reference.reachabilityFence(drafts);
      Reference.reachabilityFence(run);
    }
  }

  private static long used() {
    for (int round = 0; round < 5; round++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
