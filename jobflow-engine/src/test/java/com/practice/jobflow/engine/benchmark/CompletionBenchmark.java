package com.practice.jobflow.engine.benchmark;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.Action;
import com.practice.jobflow.engine.plan.FlowRun;
import com.practice.jobflow.engine.plan.RunPolicy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One flow that succeeds and makes all its dependents start, against their number. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 60)
@Measurement(iterations = 40)
@Fork(value = 3, jvmArgs = "-Xmx4g")
@State(Scope.Benchmark)
public class CompletionBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int HUBS = 200;

  @Param({"1", "10", "100", "1000"})
  public int outDegree;

  private FlowGraph graph = FlowGraph.of(Drafts.hubs(1, 1)).orElseThrow();
  private FlowRun run = FlowRun.of(graph, RunPolicy.DEFAULT);
  private String[] hubs = {};

  @Setup(Level.Trial)
  public void build() {
    graph = FlowGraph.of(Drafts.hubs(HUBS, outDegree)).orElseThrow();
    hubs = graph.flows().subList(0, HUBS).toArray(new String[0]);
  }

  @Setup(Level.Invocation)
  public void start() {
    run = FlowRun.of(graph, RunPolicy.DEFAULT);
    run.start(NOW);
  }

  @Benchmark
  @OperationsPerInvocation(HUBS)
  public void complete(Blackhole blackhole) {
    for (String hub : hubs) {
      List<Action> started = run.succeeded(hub, NOW);
      blackhole.consume(started);
    }
  }
}
