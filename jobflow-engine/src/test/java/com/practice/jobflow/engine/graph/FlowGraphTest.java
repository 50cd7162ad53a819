package com.practice.jobflow.engine.graph;

import static com.practice.jobflow.engine.graph.FlowDraft.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jgrapht.Graph;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowGraphTest {
  private static final FlowGraph EXAMPLE =
      graph(
          named("job1"),
          named("job2").after("job1"),
          named("job3").after("job1", "job2"),
          named("job4"),
          named("job5").after("job4", "job2"));

  private static FlowGraph graph(FlowDraft... drafts) {
    return FlowGraph.of(List.of(drafts)).orElseThrow();
  }

  @Test
  void keepsTheOrderOfDeclarationWithFinallyFlowsLast() {
    FlowGraph graph = graph(named("end").asFinally(When.FAILED), named("b"), named("a").after("b"));

    assertThat(graph.flows()).containsExactly("b", "a", "end");
    assertThat(graph.isFinally("end")).isTrue();
    assertThat(graph.isFinally("a")).isFalse();
    assertThat(graph.finallyWhen("end")).contains(When.FAILED);
    assertThat(graph.finallyWhen("b")).isEmpty();
  }

  @Test
  void listsDependenciesAsWrittenAndDependentsAsDeclared() {
    FlowGraph graph =
        graph(
            named("z").after("y", "x", "y"),
            named("w").depends("x.Failed && (y || x)"),
            named("x"),
            named("y"));

    assertThat(graph.dependencies("z")).containsExactly("y", "x");
    assertThat(graph.dependencies("w")).containsExactly("x", "y");
    assertThat(graph.dependents("x")).containsExactly("z", "w");
    assertThat(graph.dependents("z")).isEmpty();
  }

  @Test
  void labelsEdgesWithTheOutcomesThatAreAskedFor() {
    FlowGraph graph =
        graph(
            named("a").allowingFailure(),
            named("plain").after("a"),
            named("bare").depends("a"),
            named("failed").depends("a.Failed"),
            named("not").depends("!a"),
            named("notfailed").depends("!(a.Failed)"),
            named("skipped").depends("a.Skipped"),
            named("notskipped").depends("!a.Skipped"),
            named("finished").depends("a.Finished"),
            named("never").depends("!a.Finished"),
            named("both").depends("a || a.Failed"),
            named("twice").depends("a.Failed || a"));

    assertThat(graph.edges())
        .extracting(FlowEdge::to, FlowEdge::label)
        .containsExactly(
            tuple("plain", ""),
            tuple("bare", ""),
            tuple("failed", "Failed"),
            tuple("not", "!Succeeded"),
            tuple("notfailed", "!Failed"),
            tuple("skipped", "Skipped"),
            tuple("notskipped", "!Skipped"),
            tuple("finished", "Finished"),
            tuple("never", "!Finished"),
            tuple("both", "Succeeded, Failed"),
            tuple("twice", "Failed, Succeeded"));
  }

  @Test
  void ordersTopologicallyWithTiesByDeclaration() {
    FlowGraph graph =
        graph(
            named("end").after("a").asFinally(When.ALWAYS),
            named("d").after("c"),
            named("b"),
            named("c"),
            named("a").after("b"));

    assertThat(graph.topologicalOrder()).containsExactly("b", "c", "d", "a", "end");
  }

  @Test
  void putsEachFlowIntoTheLayerAfterItsLastDependency() {
    assertThat(EXAMPLE.layers())
        .containsExactly(List.of("job1", "job4"), List.of("job2"), List.of("job3", "job5"));
  }

  @Test
  void putsFinallyFlowsIntoLayersOfTheirOwn() {
    FlowGraph graph =
        graph(
            named("a"),
            named("b").after("a"),
            named("end").after("a").asFinally(When.ALWAYS),
            named("after").after("end").asFinally(When.ALWAYS));

    assertThat(graph.layers())
        .containsExactly(List.of("a"), List.of("b"), List.of("end"), List.of("after"));
  }

  @Test
  void findsAncestorsAndDescendantsInTheOrderOfDeclaration() {
    assertThat(EXAMPLE.ancestors("job5")).containsExactly("job1", "job2", "job4");
    assertThat(EXAMPLE.ancestors("job1")).isEmpty();
    assertThat(EXAMPLE.descendants("job1")).containsExactly("job2", "job3", "job5");
  }

  @Test
  void findsTheHeaviestPathAndTheFirstDeclaredOfEqualOnes() {
    Map<String, Long> seconds = Map.of("job1", 10L, "job2", 100L, "job3", 100L);

    assertThat(EXAMPLE.criticalPath(flow -> seconds.getOrDefault(flow, 10L)))
        .containsExactly("job1", "job2", "job3");
    assertThat(EXAMPLE.criticalPath(flow -> 0)).containsExactly("job1");
    assertThat(EXAMPLE.criticalPath(flow -> flow.equals("job4") ? Long.MAX_VALUE : 1))
        .containsExactly("job4");
  }

  @Test
  void continuesTheCriticalPathWithTheFinallyFlows() {
    FlowGraph graph = graph(named("a"), named("b"), named("end").asFinally(When.ALWAYS));

    assertThat(graph.criticalPath(flow -> flow.equals("b") ? 2 : 1)).containsExactly("b", "end");
  }

  @Test
  void refusesNegativeWeights() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXAMPLE.criticalPath(flow -> -1))
        .withMessage("the weight of flow \"job1\" is negative: -1");
  }

  @Test
  void findsThePlainEdgesThatLongerPathsImply() {
    assertThat(EXAMPLE.redundantEdges()).containsExactly(new FlowEdge("job1", "job3", ""));
  }

  @Test
  void takesNoEdgeOfAnExpressionForRedundantOrForAPath() {
    FlowGraph graph =
        graph(
            named("a"),
            named("b").depends("a.Failed"),
            named("c").after("a", "b"),
            named("d").depends("a && c"));

    assertThat(graph.redundantEdges()).isEmpty();
  }

  @Test
  void refusesNamesThatItDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXAMPLE.dependencies("job6"))
        .withMessage("the graph has no flow \"job6\"");
    assertThat(EXAMPLE.contains("job6")).isFalse();
  }

  @Nested
  class AsJGraphT {
    private final Graph<String, FlowEdge> view = EXAMPLE.asGraph();

    @Test
    void answersLikeAnyGraph() {
      assertThat(view.vertexSet()).containsExactlyElementsOf(EXAMPLE.flows());
      assertThat(view.edgeSet()).containsExactlyElementsOf(EXAMPLE.edges());
      assertThat(view.containsVertex("nobody")).isFalse();
      assertThat(view.containsEdge("job1", "job2")).isTrue();
      assertThat(view.containsEdge("job2", "job1")).isFalse();
      assertThat(view.getEdge("job1", "nobody")).isNull();
      assertThat(view.getAllEdges("job1", "job2")).hasSize(1);
      assertThat(view.inDegreeOf("job5")).isEqualTo(2);
      assertThat(view.outDegreeOf("job2")).isEqualTo(2);
      assertThat(view.degreeOf("job2")).isEqualTo(3);
      assertThat(view.edgesOf("job4")).containsExactly(new FlowEdge("job4", "job5", ""));
      assertThat(view.getEdgeTarget(new FlowEdge("job4", "job5", ""))).isEqualTo("job5");
      assertThat(view.getType().isModifiable()).isFalse();
    }

    @Test
    void servesItsAlgorithms() {
      assertThat(BFSShortestPath.findPathBetween(view, "job1", "job5").getVertexList())
          .containsExactly("job1", "job2", "job5");
    }

    @Test
    void cannotBeChanged() {
      assertThatThrownBy(() -> view.addVertex("new"))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> view.removeEdge("job1", "job2"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Nested
  class OfAMillionFlowsInAChain {
    @Test
    void needsNoDeepStack() throws InterruptedException {
      List<Integer> answers = new ArrayList<>();
      Thread shallow =
          new Thread(null, () -> answers.addAll(ask(1_000_000)), "shallow", 256 * 1024);

      shallow.start();
      shallow.join();

      assertThat(answers).containsExactly(1_000_000, 1_000_000, 999_999, 999_999, 1_000_000, 0);
    }

    private static List<Integer> ask(int size) {
      List<FlowDraft> drafts = new ArrayList<>();
      for (int flow = 0; flow < size; flow++) {
        // Declared last first: the order that makes naive algorithms quadratic.
        FlowDraft draft = named("f-" + (size - flow));
        drafts.add(flow == size - 1 ? draft : draft.after("f-" + (size - flow - 1)));
      }
      FlowGraph graph = FlowGraph.of(drafts).orElseThrow();
      return List.of(
          graph.topologicalOrder().size(),
          graph.layers().size(),
          graph.ancestors("f-" + size).size(),
          graph.descendants("f-1").size(),
          graph.criticalPath(flow -> 1).size(),
          graph.redundantEdges().size());
    }
  }
}
