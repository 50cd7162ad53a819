package com.practice.jobflow.engine.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.practice.jobflow.engine.graph.DependsExpression.Not;
import com.practice.jobflow.engine.graph.DependsExpression.Reference;
import com.practice.jobflow.engine.graph.DependsExpression.Threshold;
import com.practice.jobflow.engine.graph.DependsParser.SyntaxException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Any text as a {@code depends} expression: it parses to what its own print parses to, or the
 * problem's column is in the text; and a graph of it is valid or has problems, never both.
 */
public final class DependsFuzzer {
  private DependsFuzzer() {}

  /** Takes one input; throws if something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      DependsExpression parsed = DependsParser.parse(text);
      String printed = print(parsed);
      DependsExpression again = DependsParser.parse(printed);
      check(again.equals(parsed), printed + " means something else");
    } catch (SyntaxException refused) {
      check(
          refused.column() >= 1 && refused.column() <= text.length() + 1,
          "column " + refused.column() + " of " + text.length());
      check(isTame(refused.why()), "unsafe message: " + refused.why());
    }
    GraphResult graph =
        FlowGraph.of(
            List.of(
                FlowDraft.named("a"),
                FlowDraft.named("b").after("a"),
                FlowDraft.named("c").allowingFailure(),
                FlowDraft.named("d").depends(text)));
    check(graph.graph().isPresent() == graph.problems().isEmpty(), "valid and not");
    graph.problems().forEach(problem -> check(!problem.message().isEmpty(), "no message"));
  }

  private static String print(DependsExpression expression) {
    return expression.match(
        new DependsExpression.Cases<String>() {
          @Override
          public String reference(Reference reference) {
            return reference.flow()
                + switch (reference.mask()) {
                  case Outcomes.SUCCEEDED -> "";
                  case Outcomes.FAILED -> ".Failed";
                  case Outcomes.SKIPPED -> ".Skipped";
                  default -> ".Finished";
                };
          }

          @Override
          public String not(Not not) {
            return "!(" + print(not.item()) + ")";
          }

          @Override
          public String threshold(Threshold threshold) {
            return threshold.items().stream()
                .map(DependsFuzzer::print)
                .collect(Collectors.joining(", ", "atLeast(" + threshold.k() + ", ", ")"));
          }
        });
  }

  private static boolean isTame(String text) {
    return text.codePoints()
        .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
