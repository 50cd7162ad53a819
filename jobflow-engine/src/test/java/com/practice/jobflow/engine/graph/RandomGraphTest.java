package com.practice.jobflow.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.TransitiveReduction;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.TopologicalOrderIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the answers about random graphs against those of JGraphT on a graph of its own. */
class RandomGraphTest {
  private static final int GRAPHS = 200;

  static LongStream seeds() {
    return LongStream.range(0, GRAPHS);
  }

  private static List<FlowDraft> drafts(Random random, boolean acyclic) {
    int size = 1 + random.nextInt(150);
    List<Integer> ranks = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(ranks, random);
    int edges = 1 + random.nextInt(4);
    List<FlowDraft> drafts = new ArrayList<>();
    for (int flow = 0; flow < size; flow++) {
      Set<String> dependencies = new LinkedHashSet<>();
      for (int edge = 0; edge < edges; edge++) {
        int other = random.nextInt(size);
        boolean forward = ranks.get(other) < ranks.get(flow);
        if (other != flow && (forward || (!acyclic && random.nextInt(30) == 0))) {
          dependencies.add("f" + other);
        }
      }
      drafts.add(FlowDraft.named("f" + flow).after(dependencies.toArray(new String[0])));
    }
    return drafts;
  }

  private static Graph<String, FlowEdge> reference(List<FlowDraft> drafts) {
    Graph<String, FlowEdge> graph = new SimpleDirectedGraph<>(FlowEdge.class);
    drafts.forEach(draft -> graph.addVertex(draft.name()));
    for (FlowDraft draft : drafts) {
      for (String awaited : draft.dependencies()) {
        graph.addEdge(awaited, draft.name(), new FlowEdge(awaited, draft.name(), ""));
      }
    }
    return graph;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ordersAsJGraphTDoes(long seed) {
    List<FlowDraft> drafts = drafts(new Random(seed), true);
    FlowGraph graph = FlowGraph.of(drafts).orElseThrow();
    Graph<String, FlowEdge> reference = reference(drafts);

    List<String> expected = new ArrayList<>();
    new TopologicalOrderIterator<>(reference, Comparator.comparing(graph.flows()::indexOf))
        .forEachRemaining(expected::add);

    assertThat(graph.topologicalOrder()).isEqualTo(expected);
    assertThat(graph.asGraph().vertexSet()).isEqualTo(reference.vertexSet());
    assertThat(graph.asGraph().edgeSet()).isEqualTo(reference.edgeSet());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void reducesAsJGraphTDoes(long seed) {
    List<FlowDraft> drafts = drafts(new Random(seed), true);
    FlowGraph graph = FlowGraph.of(drafts).orElseThrow();
    Graph<String, FlowEdge> reduced = reference(drafts);
    TransitiveReduction.INSTANCE.reduce(reduced);

    Set<FlowEdge> kept = new HashSet<>(graph.edges());
    graph.redundantEdges().forEach(kept::remove);

    assertThat(kept).isEqualTo(reduced.edgeSet());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void namesShortestCyclesThatJGraphTConfirms(long seed) {
    List<FlowDraft> drafts = drafts(new Random(seed), false);
    Graph<String, FlowEdge> reference = reference(drafts);

    GraphResult result = FlowGraph.of(drafts);

    assertThat(result.graph().isEmpty()).isEqualTo(new CycleDetector<>(reference).detectCycles());
    for (GraphProblem problem : result.problems()) {
      List<String> named = ((GraphProblem.Cycle) problem).flows();
      for (int place = 1; place < named.size(); place++) {
        assertThat(reference.containsEdge(named.get(place - 1), named.get(place))).isTrue();
      }
      assertThat(named.size() - 1).isEqualTo(shortestCycle(reference, named.get(0)));
    }
  }

  /** Returns the length of the shortest cycle among the flows that are on a cycle with this one. */
  private static int shortestCycle(Graph<String, FlowEdge> graph, String member) {
    BFSShortestPath<String, FlowEdge> paths = new BFSShortestPath<>(graph);
    int shortest = Integer.MAX_VALUE;
    for (FlowEdge edge : graph.edgeSet()) {
      boolean inKnot =
          paths.getPath(member, edge.from()) != null && paths.getPath(edge.to(), member) != null;
      if (inKnot) {
        shortest = Math.min(shortest, paths.getPath(edge.to(), edge.from()).getLength() + 1);
      }
    }
    return shortest;
  }
}
