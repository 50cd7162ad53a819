package com.practice.jobflow.engine.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jgrapht.Graph;

/**
 * An immutable DAG of flows, valid by construction.
 *
 * <p>Flows keep the order of their declaration, {@code flows} before {@code finally}; every answer
 * is ordered by it where nothing else decides. Where a flow is named that the graph does not have,
 * every method throws {@link IllegalArgumentException}. Thread-safe. No method recurses, so that a
 * chain of any length needs no deep stack.
 */
public final class FlowGraph {
  private final FlowNetwork network;

  FlowGraph(FlowNetwork network) {
    this.network = network;
  }

  /**
   * Returns the graph of these drafts, or all their problems at once.
   *
   * <p>Main flows come first, then {@code finally} flows, each in the order of the list. Takes time
   * linear in flows and edges if there is no cycle.
   */
  public static GraphResult of(List<FlowDraft> drafts) {
    return NetworkBuilder.build(drafts);
  }

  /** Returns the number of flows, {@code finally} flows included. */
  public int size() {
    return network.size();
  }

  /** Returns the flows' names in the order of declaration. */
  public List<String> flows() {
    return Collections.unmodifiableList(Arrays.asList(network.names()));
  }

  /** Returns whether there is a flow of this name. */
  public boolean contains(String flow) {
    return network.find(flow) >= 0;
  }

  /** Returns whether this is a {@code finally} flow. */
  public boolean isFinally(String flow) {
    return network.number(flow) >= network.mainCount();
  }

  /** Returns on which verdict a {@code finally} flow runs; empty for a main flow. */
  public Optional<When> finallyWhen(String flow) {
    return isFinally(flow) ? Optional.of(network.when(network.number(flow))) : Optional.empty();
  }

  /** Returns whether the flow's failure leaves the verdict alone. */
  public boolean allowsFailure(String flow) {
    return network.allowsFailure(network.number(flow));
  }

  /** Returns the flow's retries; {@link RetryPolicy#NONE} if it has none. */
  public RetryPolicy retry(String flow) {
    return network.retry(network.number(flow));
  }

  /** Returns what the flow waits for, as written, without duplicates. */
  public List<String> dependencies(String flow) {
    int number = network.number(flow);
    ImmutableList.Builder<String> names = ImmutableList.builder();
    int end = network.firstDependency(number + 1);
    for (int place = network.firstDependency(number); place < end; place++) {
      names.add(network.name(network.dependency(place)));
    }
    return names.build();
  }

  /** Returns who waits for the flow, without duplicates. */
  public List<String> dependents(String flow) {
    int number = network.number(flow);
    ImmutableList.Builder<String> names = ImmutableList.builder();
    int last = -1;
    for (int leaf = network.firstLeaf(number); leaf < network.firstLeaf(number + 1); leaf++) {
      int waiter = network.owner(network.leafGate(leaf));
      if (waiter != last) {
        names.add(network.name(waiter));
        last = waiter;
      }
    }
    return names.build();
  }

  /** Returns every edge, ordered by waiting flow, then as written; O(flows + edges). */
  public List<FlowEdge> edges() {
    List<FlowEdge> edges = new ArrayList<>(network.wiring().dependencyCount());
    for (int flow = 0; flow < size(); flow++) {
      int end = network.firstDependency(flow + 1);
      for (int place = network.firstDependency(flow); place < end; place++) {
        edges.add(edge(network.dependency(place), flow));
      }
    }
    return Collections.unmodifiableList(edges);
  }

  /**
   * Returns an order in which every flow comes after what it waits for, {@code finally} flows after
   * all others. Of the flows that may come next, the first-declared does. O((flows + edges) log
   * flows).
   */
  public List<String> topologicalOrder() {
    return names(new Paths(network).topologicalOrder());
  }

  /**
   * Returns the flows by length of the longest path that leads to them, from 0. The layers of
   * {@code finally} flows follow those of all others. No layer is empty. O(flows + edges).
   */
  public List<List<String>> layers() {
    return new Paths(network).layers();
  }

  /** Returns all that the flow waits for, directly or not, in the order of declaration. */
  public Set<String> ancestors(String flow) {
    return names(new Paths(network).ancestors(network.number(flow)));
  }

  /** Returns all that wait for the flow, directly or not, in the order of declaration. */
  public Set<String> descendants(String flow) {
    return names(new Paths(network).descendants(network.number(flow)));
  }

  /**
   * Returns the heaviest path, first flow first: what bounds the duration of a run from below, if
   * weights are durations.
   *
   * <p>Because {@code finally} flows wait for all others, it is the heaviest path of main flows
   * followed by the heaviest of {@code finally} flows. A sum over {@link Long#MAX_VALUE} counts as
   * that. O(flows + edges).
   *
   * @param weight a flow's weight, 0 or more
   * @throws IllegalArgumentException if a weight is negative
   */
  public List<String> criticalPath(ToLongFunction<String> weight) {
    return names(new Paths(network).critical(flow -> weight.applyAsLong(network.name(flow))));
  }

  /**
   * Returns the plain edges that a longer path of plain edges implies: those that a transitive
   * reduction drops without changing what runs when. Edges of {@code depends} expressions neither
   * imply nor are implied. Memory is O(flows), time O(edges * flows / 64) at worst.
   */
  public List<FlowEdge> redundantEdges() {
    BitSet redundant = new Reduction(network).redundantPlaces();
    ImmutableList.Builder<FlowEdge> edges = ImmutableList.builder();
    int flow = 0;
    for (int place = redundant.nextSetBit(0); place >= 0; place = redundant.nextSetBit(place + 1)) {
      while (network.firstDependency(flow + 1) <= place) {
        flow++;
      }
      edges.add(edge(network.dependency(place), flow));
    }
    return edges.build();
  }

  /**
   * Returns this graph to JGraphT's algorithms: a read-only view, whose edges lead from the flow
   * that is waited for to the one that waits. Changing it throws {@link
   * UnsupportedOperationException}.
   */
  public Graph<String, FlowEdge> asGraph() {
    return new NetworkView<>(network.wiring(), new FlowNaming(), flow -> true);
  }

  /** Returns the compact form of this graph. */
  public FlowNetwork network() {
    return network;
  }

  private FlowEdge edge(int from, int to) {
    Wiring wiring = network.wiring();
    StringBuilder label = new StringBuilder();
    int seen = 0;
    int end = network.firstLeaf(from + 1);
    for (int leaf = wiring.seekLeaf(from, to); leaf < end && wiring.waiter(leaf) == to; leaf++) {
      int mask = network.leafMask(leaf);
      if ((seen & (1 << mask)) == 0) {
        String word = Outcomes.label(mask);
        label
            .append(seen == 0 ? "" : ", ")
            .append(word.isEmpty() && seen != 0 ? "Succeeded" : word);
        seen |= 1 << mask;
      }
    }
    if (label.length() > 0 && label.charAt(0) == ',') {
      label.insert(0, "Succeeded");
    }
    return new FlowEdge(network.name(from), network.name(to), label.toString());
  }

  private List<String> names(int[] flows) {
    ImmutableList.Builder<String> names = ImmutableList.builderWithExpectedSize(flows.length);
    for (int flow : flows) {
      names.add(network.name(flow));
    }
    return names.build();
  }

  private Set<String> names(BitSet flows) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    flows.stream().forEach(flow -> names.add(network.name(flow)));
    return names.build();
  }

  private final class FlowNaming implements NetworkView.Naming<String, FlowEdge> {
    @Override
    public String vertex(int flow) {
      return network.name(flow);
    }

    @Override
    public int number(String vertex) {
      return network.find(vertex);
    }

    @Override
    public FlowEdge edge(int from, int to) {
      return FlowGraph.this.edge(from, to);
    }

    @Override
    public int from(FlowEdge edge) {
      return network.find(edge.from());
    }

    @Override
    public int to(FlowEdge edge) {
      return network.find(edge.to());
    }
  }
}
