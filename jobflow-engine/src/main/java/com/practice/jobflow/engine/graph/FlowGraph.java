package com.practice.jobflow.engine.graph;

import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * An immutable DAG of flows, valid by construction.
 *
 * <p>Flows keep the order of their declaration, {@code flows} before {@code finally}; every answer
 * is ordered by it where nothing else decides.
 */
public final class FlowGraph {
  private FlowGraph() {}

  /** Returns the graph of these drafts, or all their problems at once. */
  public static GraphResult of(List<FlowDraft> drafts) {
    throw new UnsupportedOperationException();
  }

  /** Returns the number of flows. */
  public int size() {
    throw new UnsupportedOperationException();
  }

  /** Returns the flows' names in the order of declaration. */
  public List<String> flows() {
    throw new UnsupportedOperationException();
  }

  /** Returns whether this is a {@code finally} flow. */
  public boolean isFinally(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns what the flow waits for, without duplicates. */
  public List<String> dependencies(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns who waits for the flow. */
  public List<String> dependents(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns every edge, ordered by waiting flow. */
  public List<FlowEdge> edges() {
    throw new UnsupportedOperationException();
  }

  /** Returns an order in which every flow comes after what it waits for, {@code finally} last. */
  public List<String> topologicalOrder() {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the flows by length of the longest path that leads to them; {@code finally} flows last.
   */
  public List<List<String>> layers() {
    throw new UnsupportedOperationException();
  }

  /** Returns all that the flow waits for, directly or not. */
  public Set<String> ancestors(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns all that wait for the flow, directly or not. */
  public Set<String> descendants(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns the heaviest path under these weights (0 or more per flow), first flow first. */
  public List<String> criticalPath(ToLongFunction<String> weight) {
    throw new UnsupportedOperationException();
  }

  /** Returns the plain edges that a longer path implies: those a transitive reduction drops. */
  public List<FlowEdge> redundantEdges() {
    throw new UnsupportedOperationException();
  }
}
