package com.practice.jobflow.engine.graph;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jgrapht.GraphType;
import org.jgrapht.graph.AbstractGraph;
import org.jgrapht.graph.DefaultGraphType;
import org.jspecify.annotations.Nullable;

/**
 * Presents the compact arrays as a read-only JGraphT graph, so that its algorithms need no second
 * graph in memory. An edge leads from the flow that is waited for to the one that waits.
 */
final class NetworkView<V, E> extends AbstractGraph<V, E> {

  /** How a view calls vertices and edges; numbers are negative for what it does not know. */
  interface Naming<V, E> {
    V vertex(int flow);

    int number(V vertex);

    E edge(int from, int to);

    int from(E edge);

    int to(E edge);
  }

  private static final GraphType TYPE =
      new DefaultGraphType.Builder()
          .directed()
          .allowMultipleEdges(false)
          .allowSelfLoops(false)
          .allowCycles(true)
          .weighted(false)
          .modifiable(false)
          .build();

  private final Wiring wiring;
  private final Naming<V, E> naming;
  private final IntPredicate contained;

  NetworkView(Wiring wiring, Naming<V, E> naming, IntPredicate contained) {
    this.wiring = wiring;
    this.naming = naming;
    this.contained = contained;
  }

  @Override
  public Set<V> vertexSet() {
    return new VertexSet();
  }

  @Override
  public Set<E> edgeSet() {
    Set<E> edges = new LinkedHashSet<>();
    flows().forEach(flow -> incoming(flow, edges));
    return edges;
  }

  @Override
  public boolean containsVertex(V vertex) {
    int flow = naming.number(vertex);
    return flow >= 0 && contained.test(flow);
  }

  @Override
  public boolean containsEdge(E edge) {
    return hasEdge(naming.from(edge), naming.to(edge));
  }

  @Override
  public Set<E> incomingEdgesOf(V vertex) {
    Set<E> edges = new LinkedHashSet<>();
    incoming(known(vertex), edges);
    return edges;
  }

  @Override
  public Set<E> outgoingEdgesOf(V vertex) {
    Set<E> edges = new LinkedHashSet<>();
    outgoing(known(vertex), edges);
    return edges;
  }

  @Override
  public Set<E> edgesOf(V vertex) {
    Set<E> edges = new LinkedHashSet<>();
    incoming(known(vertex), edges);
    outgoing(known(vertex), edges);
    return edges;
  }

  @Override
  public int inDegreeOf(V vertex) {
    return incomingEdgesOf(vertex).size();
  }

  @Override
  public int outDegreeOf(V vertex) {
    return outgoingEdgesOf(vertex).size();
  }

  @Override
  public int degreeOf(V vertex) {
    return inDegreeOf(vertex) + outDegreeOf(vertex);
  }

  @Override
  public @Nullable E getEdge(V source, V target) {
    int from = naming.number(source);
    int to = naming.number(target);
    return hasEdge(from, to) ? naming.edge(from, to) : null;
  }

  @Override
  public @Nullable Set<E> getAllEdges(V source, V target) {
    if (!containsVertex(source) || !containsVertex(target)) {
      return null;
    }
    E edge = getEdge(source, target);
    return edge == null ? Set.of() : Set.of(edge);
  }

  @Override
  public V getEdgeSource(E edge) {
    return naming.vertex(naming.from(edge));
  }

  @Override
  public V getEdgeTarget(E edge) {
    return naming.vertex(naming.to(edge));
  }

  @Override
  public GraphType getType() {
    return TYPE;
  }

  @Override
  public double getEdgeWeight(E edge) {
    return DEFAULT_EDGE_WEIGHT;
  }

  @Override
  public @Nullable Supplier<V> getVertexSupplier() {
    return null;
  }

  @Override
  public @Nullable Supplier<E> getEdgeSupplier() {
    return null;
  }

  @Override
  public E addEdge(V source, V target) {
    throw readOnly();
  }

  @Override
  public boolean addEdge(V source, V target, E edge) {
    throw readOnly();
  }

  @Override
  public V addVertex() {
    throw readOnly();
  }

  @Override
  public boolean addVertex(V vertex) {
    throw readOnly();
  }

  @Override
  public E removeEdge(V source, V target) {
    throw readOnly();
  }

  @Override
  public boolean removeEdge(E edge) {
    throw readOnly();
  }

  @Override
  public boolean removeVertex(V vertex) {
    throw readOnly();
  }

  @Override
  public void setEdgeWeight(E edge, double weight) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a graph of flows cannot be changed");
  }

  private IntStream flows() {
    return IntStream.range(0, wiring.size()).filter(contained);
  }

  private int known(V vertex) {
    int flow = naming.number(vertex);
    if (flow < 0 || !contained.test(flow)) {
      throw new IllegalArgumentException("no such vertex in graph: " + vertex);
    }
    return flow;
  }

  private boolean hasEdge(int from, int to) {
    if (from < 0 || to < 0 || !contained.test(from) || !contained.test(to)) {
      return false;
    }
    int leaf = wiring.seekLeaf(from, to);
    return leaf < wiring.firstLeaf(from + 1) && wiring.waiter(leaf) == to;
  }

  private void incoming(int flow, Set<E> edges) {
    int end = wiring.firstDependency(flow + 1);
    for (int place = wiring.firstDependency(flow); place < end; place++) {
      int awaited = wiring.dependency(place);
      if (contained.test(awaited)) {
        edges.add(naming.edge(awaited, flow));
      }
    }
  }

  private void outgoing(int flow, Set<E> edges) {
    int last = -1;
    int end = wiring.firstLeaf(flow + 1);
    for (int leaf = wiring.firstLeaf(flow); leaf < end; leaf++) {
      int waiter = wiring.waiter(leaf);
      if (waiter != last && contained.test(waiter)) {
        edges.add(naming.edge(flow, waiter));
        last = waiter;
      }
    }
  }

  private final class VertexSet extends AbstractSet<V> {
    @Override
    public Iterator<V> iterator() {
      return flows().mapToObj(naming::vertex).iterator();
    }

    @Override
    public int size() {
      return (int) flows().count();
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean contains(Object vertex) {
      return containsVertex((V) vertex);
    }
  }
}
