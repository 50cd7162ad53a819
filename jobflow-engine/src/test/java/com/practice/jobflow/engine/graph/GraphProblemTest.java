package com.practice.jobflow.engine.graph;

import static com.practice.jobflow.engine.graph.FlowDraft.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.practice.jobflow.engine.graph.GraphProblem.EmptyFlows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphProblemTest {
  private static List<String> problems(FlowDraft... drafts) {
    return FlowGraph.of(List.of(drafts)).problems().stream()
        .map(problem -> problem.path() + ": " + problem.message())
        .toList();
  }

  @Test
  void findsThatThereAreNoFlows() {
    assertThat(FlowGraph.of(List.of()).problems()).containsExactly(new EmptyFlows("flows"));
    assertThat(problems(named("end").asFinally(When.ALWAYS)))
        .containsExactly("flows: there are no flows; add at least one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a.b", "a b", "ü"})
  void refusesNamesThatAreNoLabels(String name) {
    assertThat(problems(named("ok"), named(name)))
        .containsExactly(
            "flows[1].name: \""
                + name
                + "\" is no flow name: use up to 63 of a-z, 0-9 and '-', no '-' at an end");
  }

  @Test
  void allowsNamesOf63Characters() {
    assertThat(problems(named("a".repeat(63)))).isEmpty();
    assertThat(problems(named("a".repeat(64)))).hasSize(1);
  }

  @Test
  void findsAFlowWithoutName() {
    FlowDraft nameless = new FlowDraft(null, List.of("x"), null, false, RetryPolicy.NONE, null);

    assertThat(problems(nameless))
        .containsExactly(
            "flows[0].name: the flow has no name",
            "flows[0].dependencies[0]: flow \"flows[0]\" depends on unknown flow \"x\"");
  }

  @Test
  void findsNamesThatAreTakenInEitherList() {
    assertThat(problems(named("a"), named("a"), named("a").asFinally(When.ALWAYS)))
        .containsExactly(
            "flows[1].name: flow \"a\" is already defined at flows[0].name",
            "finally[0].name: flow \"a\" is already defined at flows[0].name");
  }

  @ParameterizedTest
  @CsvSource({
    "tranform, ' (did you mean \"transform\"?)'",
    "transfrom, ' (did you mean \"transform\"?)'",
    "laod, ' (did you mean \"load\"?)'",
    "lod, ' (did you mean \"load\"?)'",
    "loader, ' (did you mean \"load\"?)'",
    "q, ''",
    "something, ''"
  })
  void suggestsTheNearestNameForAnUnknownOne(String written, String suggestion) {
    assertThat(problems(named("transform"), named("load"), named("end").after(written)))
        .containsExactly(
            "flows[2].dependencies[0]: flow \"end\" depends on unknown flow \""
                + written
                + "\""
                + suggestion);
  }

  @Test
  void suggestsTheFirstDeclaredOfEquallyNearNames() {
    assertThat(problems(named("job2"), named("job1"), named("end").after("job3")).get(0))
        .endsWith("(did you mean \"job2\"?)");
  }

  @Test
  void findsUnknownNamesInExpressionsOnce() {
    assertThat(problems(named("a"), named("b").depends("x && (a || x.Failed)")))
        .containsExactly("flows[1].depends: flow \"b\" depends on unknown flow \"x\"");
  }

  @Test
  void findsSelfDependencies() {
    assertThat(problems(named("a").after("a"), named("b").depends("b.Failed || a")))
        .containsExactly(
            "flows[0].dependencies[0]: flow \"a\" depends on itself",
            "flows[1].depends: flow \"b\" depends on itself");
  }

  @Test
  void forbidsWaitingForAFinallyFlow() {
    assertThat(problems(named("end").after("a").asFinally(When.ALWAYS), named("a").after("end")))
        .containsExactly(
            "flows[0].dependencies[0]: flow \"a\" depends on finally flow \"end\", "
                + "which runs after all flows; move one of them");
  }

  @Test
  void forbidsBothKindsOfDependencies() {
    assertThat(problems(named("a"), named("b").after("a").depends("a")))
        .containsExactly(
            "flows[1].depends: flow \"b\" has both dependencies and depends; keep one");
  }

  @Test
  void namesACycleAsAPathInTheOrderOfRunning() {
    assertThat(
            problems(
                named("x"),
                named("extract").after("x", "load"),
                named("clean").after("extract"),
                named("load").depends("clean && x")))
        .containsExactly(
            "flows[1].dependencies[1]: dependency cycle: extract -> clean -> load -> extract");
  }

  @Test
  void namesOneShortestCycleOfEachKnot() {
    assertThat(
            problems(
                named("a").after("c"),
                named("b").after("a", "c"),
                named("c").after("b"),
                named("d").depends("c.Finished && e"),
                named("e").after("d")))
        .containsExactly(
            "flows[1].dependencies[1]: dependency cycle: b -> c -> b",
            "flows[3].depends: dependency cycle: d -> e -> d");
  }

  @Test
  void reportsAllProblemsInTheOrderOfTheFields() {
    assertThat(
            FlowGraph.of(
                    List.of(
                        named("a").after("nobody", "b", "a"),
                        named("b").after("a"),
                        named("B").depends("a &&"),
                        named("end").after("nowhere").asFinally(When.ALWAYS)))
                .problems())
        .extracting(GraphProblem::path)
        .containsExactly(
            "flows[0].dependencies[0]",
            "flows[0].dependencies[1]",
            "flows[0].dependencies[2]",
            "flows[2].name",
            "flows[2].depends",
            "finally[0].dependencies[0]");
  }

  @Test
  void throwsThemAllOnePerLine() {
    GraphResult result = FlowGraph.of(List.of(named("a").after("a"), named("B")));

    assertThat(result.graph()).isEmpty();
    assertThatThrownBy(result::orElseThrow)
        .isInstanceOf(InvalidGraphException.class)
        .hasMessage(
            "flows[0].dependencies[0]: flow \"a\" depends on itself\n"
                + "flows[1].name: \"B\" is no flow name: "
                + "use up to 63 of a-z, 0-9 and '-', no '-' at an end");
  }

  @Test
  void namesTheCycleOfARingOfHundredThousandFlows() {
    int size = 100_000;
    List<FlowDraft> ring = new ArrayList<>();
    for (int flow = 0; flow < size; flow++) {
      ring.add(named("f-" + flow).after("f-" + (flow + size - 1) % size));
    }

    List<GraphProblem> problems = FlowGraph.of(ring).problems();

    assertThat(problems)
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.Cycle.class, cycle -> assertThat(cycle.flows()).hasSize(size + 1));
  }
}
