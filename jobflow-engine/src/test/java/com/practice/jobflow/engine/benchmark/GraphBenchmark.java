package com.practice.jobflow.engine.benchmark;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.GraphResult;
import com.practice.jobflow.engine.plan.FlowEngine;
import com.practice.jobflow.engine.plan.Plan;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.engine.plan.RunState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From drafts to a graph, and from a graph to the first plan, for very many flows. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(value = 3, jvmArgs = "-Xmx4g")
@State(Scope.Benchmark)
public class GraphBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /** Flows and edges per flow. */
  @Param({"100000 3", "1000000 2"})
  public String size = "";

  private List<FlowDraft> drafts = List.of();
  private FlowGraph graph = FlowGraph.of(List.of(FlowDraft.named("none"))).orElseThrow();

  /** Builds fresh drafts, because the first look at a string computes its hash. */
  @Setup(Level.Invocation)
  public void build() {
    String[] words = size.split(" ", -1);
    drafts = Drafts.random(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    graph = FlowGraph.of(drafts).orElseThrow();
    drafts = Drafts.random(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    System.gc();
  }

  /** Checks the drafts and wires the graph. */
  @Benchmark
  public GraphResult validate() {
    return FlowGraph.of(drafts);
  }

  /** Plans a run that has not started. */
  @Benchmark
  public Plan firstPlan() {
    return FlowEngine.plan(graph, RunPolicy.DEFAULT, RunState.NEW, NOW);
  }
}
