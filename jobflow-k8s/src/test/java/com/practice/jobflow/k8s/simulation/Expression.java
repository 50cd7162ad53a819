package com.practice.jobflow.k8s.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A {@code depends} expression that was made up here, so that whether it holds can be told without
 * the engine.
 */
sealed interface Expression {
  /** Returns how it is written in a spec. */
  String text();

  /** Returns whether it holds, given the outcome of each flow; none is an empty text. */
  boolean holds(Function<String, String> outcome);

  /** Whether a flow has ended in some way. */
  record Leaf(String flow, String outcome) implements Expression {
    @Override
    public String text() {
      return flow + "." + outcome;
    }

    @Override
    public boolean holds(Function<String, String> outcomes) {
      String ended = outcomes.apply(flow);
      return outcome.equals("Finished") ? !ended.isEmpty() : outcome.equals(ended);
    }
  }

  /** At least so many of them hold. */
  record AtLeast(int count, List<Expression> items) implements Expression {
    @Override
    public String text() {
      String separator = count == 1 ? " || " : count == items.size() ? " && " : ", ";
      String list = items.stream().map(Expression::text).collect(Collectors.joining(separator));
      return separator.equals(", ") ? "atLeast(" + count + ", " + list + ")" : "(" + list + ")";
    }

    @Override
    public boolean holds(Function<String, String> outcomes) {
      return items.stream().filter(item -> item.holds(outcomes)).count() >= count;
    }
  }

  /** A flow has ended otherwise. */
  record Not(Leaf leaf) implements Expression {
    @Override
    public String text() {
      return "!" + leaf.text();
    }

    @Override
    public boolean holds(Function<String, String> outcomes) {
      return !outcomes.apply(leaf.flow()).isEmpty() && !leaf.holds(outcomes);
    }
  }

  /** Makes one up over these flows, of which there is at least one. */
  static Expression random(Chance chance, List<String> flows) {
    List<Expression> items = new ArrayList<>();
    int size = chance.between("depends/size", 1, Math.min(3, flows.size()));
    for (int i = 0; i < size; i++) {
      Leaf leaf =
          new Leaf(
              chance.of("depends/flow", flows),
              chance.of("depends/word", List.of("Succeeded", "Failed", "Finished", "Skipped")));
      items.add(chance.percent("depends/not", 15) ? new Not(leaf) : leaf);
    }
    return new AtLeast(chance.between("depends/count", 1, items.size()), items);
  }
}
