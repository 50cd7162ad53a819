package com.practice.jobflow.engine.graph;

import java.util.List;
import java.util.Optional;

/** Either a valid graph or every problem that the drafts have. */
public final class GraphResult {
  private final Optional<FlowGraph> graph;
  private final List<GraphProblem> problems;

  private GraphResult(Optional<FlowGraph> graph, List<GraphProblem> problems) {
    this.graph = graph;
    this.problems = problems;
  }

  static GraphResult valid(FlowGraph graph) {
    return new GraphResult(Optional.of(graph), List.of());
  }

  static GraphResult invalid(List<GraphProblem> problems) {
    return new GraphResult(Optional.empty(), List.copyOf(problems));
  }

  /** Returns the graph; empty if and only if there are problems. */
  public Optional<FlowGraph> graph() {
    return graph;
  }

  /** Returns all problems in the order of the fields; empty for a valid graph. */
  public List<GraphProblem> problems() {
    return problems;
  }

  /**
   * Returns the graph.
   *
   * @throws InvalidGraphException with all problems, if there are any
   */
  public FlowGraph orElseThrow() {
    return graph.orElseThrow(() -> new InvalidGraphException(problems));
  }
}
