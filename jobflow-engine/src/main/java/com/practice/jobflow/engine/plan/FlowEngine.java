package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowGraph;
import java.time.Instant;

/** Decides what a run does next. */
public final class FlowEngine {
  private FlowEngine() {}

  /**
   * Takes the state's observations and the time into account and decides. A pure function: same
   * arguments, equal plans; on its own result's state it plans no action.
   *
   * @throws IllegalArgumentException if the state names flows that the graph does not have
   */
  public static Plan plan(FlowGraph graph, RunPolicy policy, RunState state, Instant now) {
    return FlowRun.resume(graph, policy, state).plan(state.observations(), now);
  }
}
