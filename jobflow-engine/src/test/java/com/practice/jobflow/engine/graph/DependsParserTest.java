package com.practice.jobflow.engine.graph;

import static com.practice.jobflow.engine.graph.FlowDraft.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.graph.GraphProblem.BadExpression;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependsParserTest {
  private static GraphResult parse(String expression) {
    return FlowGraph.of(
        List.of(named("a"), named("b"), named("c"), named("waiting").depends(expression)));
  }

  /** Returns the flow's own gate and its nested ones as "k of n". */
  private static List<String> gates(String expression) {
    FlowNetwork network = parse(expression).orElseThrow().network();
    int[] needs = network.needs();
    int[] limits = network.limits();
    return IntStream.range(network.number("waiting"), network.gates())
        .mapToObj(gate -> needs[gate] + " of " + (limits[gate] + needs[gate] - 1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a ~ 1 of 1",
        "  ( ( a ) )  ~ 1 of 1",
        "a && b && c ~ 3 of 3",
        "a || b || c ~ 1 of 3",
        "atLeast(2, a, b, c) ~ 2 of 3",
        "atLeast ( 2 , a , b.Failed , !c ) ~ 2 of 3",
        "a || b && c ~ 1 of 2, 2 of 2",
        "(a || b) && c ~ 2 of 2, 1 of 2",
        "!(a && b) ~ 1 of 2",
        "!(a || b) ~ 2 of 2",
        "!atLeast(2, a, b, c) ~ 2 of 3",
        "!atLeast(1, a, b, c) ~ 3 of 3",
        "!!atLeast(1, a, b, c) ~ 1 of 3",
        "!(a || b && c) ~ 2 of 2, 1 of 2",
        "atLeast(1, a && b, c) ~ 1 of 2, 2 of 2"
      })
  void wiresThresholdGates(String expression, String expected) {
    assertThat(String.join(", ", gates(expression))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "'' ~ 1 ~ the expression is empty; name a flow or leave the field out",
        "a b ~ 3 ~ expected '&&', '||' or the end, found \"b\"",
        "a and b ~ 3 ~ expected '&&', '||' or the end, found \"and\" (did you mean \"&&\"?)",
        "(a or b) ~ 4 ~ expected '&&', '||' or ')', found \"or\" (did you mean \"||\"?)",
        "a & b ~ 3 ~ expected '&&', found a single '&'",
        "a | b ~ 3 ~ expected '||', found a single '|'",
        "a && ~ 5 ~ expected a flow name, '!', '(' or 'atLeast(', found the end",
        "a || || b ~ 6 ~ expected a flow name, '!', '(' or 'atLeast(', found '||'",
        "a && && b ~ 6 ~ expected a flow name, '!', '(' or 'atLeast(', found '&&'",
        "a && & b ~ 6 ~ expected a flow name, '!', '(' or 'atLeast(', found '&'",
        "! ~ 2 ~ expected a flow name, '!', '(' or 'atLeast(', found the end",
        "(a ~ 3 ~ expected '&&', '||' or ')', found the end",
        "a) ~ 2 ~ expected '&&', '||' or the end, found ')'",
        "() ~ 2 ~ expected a flow name, '!', '(' or 'atLeast(', found ')'",
        "a. ~ 3 ~ expected Succeeded, Failed, Skipped or Finished, found the end",
        "a.failed ~ 3 ~ expected Succeeded, Failed, Skipped or Finished, found \"failed\" (did you mean \"Failed\"?)",
        "a.Succeded ~ 3 ~ expected Succeeded, Failed, Skipped or Finished, found \"Succeded\" (did you mean \"Succeeded\"?)",
        "a.Cancelled ~ 3 ~ expected Succeeded, Failed, Skipped or Finished, found \"Cancelled\"",
        "a.Failed.x ~ 9 ~ expected '&&', '||' or the end, found '.'",
        "atLeast ~ 8 ~ expected '(' after atLeast, found the end",
        "atLeast(a, b) ~ 9 ~ expected a number first, as in atLeast(2, a, b, c), found \"a\"",
        "atLeast() ~ 9 ~ expected a number first, as in atLeast(2, a, b, c)",
        "atLeast(1) ~ 9 ~ atLeast needs items: atLeast(k, a, b, ...)",
        "atLeast(0, a) ~ 9 ~ atLeast needs a number from 1 to 1, its number of items, found 0",
        "atLeast(3, a, b) ~ 9 ~ atLeast needs a number from 1 to 2, its number of items, found 3",
        "atLeast(99999999999, a) ~ 9 ~ atLeast needs a number from 1 to 1, its number of items, found 99999999999",
        "any(a) ~ 1 ~ there is no function \"any\"; the only one is atLeast(k, a, b, ...)"
      })
  void saysWhatIsWrongAndWhere(String expression, int column, String why) {
    assertThat(parse(expression).problems())
        .containsExactly(new BadExpression("flows[3].depends", "waiting", expression, column, why));
  }

  @Test
  void namesSignsThatCannotBePrinted() {
    assertThat(parse("a \u0000").problems().get(0).message())
        .isEqualTo(
            "flow \"waiting\": depends, column 3: "
                + "expected '&&', '||' or the end, found the character U+0000");
  }

  @Test
  void nestsUpTo100Brackets() {
    assertThat(parse("(".repeat(100) + "a" + ")".repeat(100)).problems()).isEmpty();
    assertThat(parse("atLeast(1, ".repeat(100) + "a" + ")".repeat(100)).problems()).isEmpty();
  }

  @Test
  void refusesToNestDeeper() {
    assertThat(parse("(".repeat(100_000)).problems())
        .singleElement()
        .isInstanceOfSatisfying(
            BadExpression.class,
            problem -> {
              assertThat(problem.column()).isEqualTo(101);
              assertThat(problem.why()).isEqualTo("more than 100 brackets inside each other");
            });
  }

  @Test
  void takesListsAndNegationsOfAnyLength() {
    assertThat(parse("!".repeat(100_000) + "a" + " && b".repeat(100_000)).problems()).isEmpty();
  }
}
