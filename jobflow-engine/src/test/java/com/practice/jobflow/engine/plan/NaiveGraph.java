package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.fixture.Formula;
import com.practice.jobflow.engine.fixture.Formula.Word;
import com.practice.jobflow.engine.fixture.RandomDag;
import com.practice.jobflow.engine.graph.FlowDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the oracle knows of a graph: the drafts themselves, asked again each time. */
final class NaiveGraph {
  private final Map<String, FlowDraft> drafts = new LinkedHashMap<>();
  private final List<String> names;
  private final Map<String, Formula> formulas;
  private final Map<String, Integer> longestPaths = new HashMap<>();

  NaiveGraph(RandomDag dag) {
    this.formulas = dag.formulas();
    for (FlowDraft draft : dag.drafts()) {
      if (draft.finallyWhen() == null) {
        drafts.put(Objects.requireNonNull(draft.name()), draft);
      }
    }
    for (FlowDraft draft : dag.drafts()) {
      drafts.putIfAbsent(Objects.requireNonNull(draft.name()), draft);
    }
    this.names = List.copyOf(drafts.keySet());
  }

  /** Returns all names in the order of declaration, {@code finally} last. */
  List<String> names() {
    return names;
  }

  FlowDraft draft(String name) {
    return Objects.requireNonNull(drafts.get(name), name);
  }

  boolean isMain(String name) {
    return draft(name).finallyWhen() == null;
  }

  Set<String> waitsFor(String name) {
    Formula formula = formulas.get(name);
    return formula == null ? new LinkedHashSet<>(draft(name).dependencies()) : formula.flows();
  }

  /** Returns the number of flows on the longest way to a flow that nobody of its kind waits for. */
  int longestPath(String name) {
    Integer known = longestPaths.get(name);
    if (known != null) {
      return known;
    }
    int longest = 0;
    for (String other : names()) {
      if (isMain(other) == isMain(name) && waitsFor(other).contains(name)) {
        longest = Math.max(longest, longestPath(other));
      }
    }
    longestPaths.put(name, longest + 1);
    return longest + 1;
  }

  /** Returns whether some main flow asks for the failure of this one. */
  boolean handles(String failed) {
    return formulas.entrySet().stream()
        .anyMatch(entry -> isMain(entry.getKey()) && asksFor(entry.getValue(), failed, true));
  }

  private static boolean asksFor(Formula formula, String failed, boolean positive) {
    if (formula instanceof Formula.Leaf leaf) {
      Set<Word> words =
          positive ? Set.of(Word.FAILED, Word.FINISHED) : Set.of(Word.BARE, Word.SUCCEEDED);
      return leaf.flow().equals(failed) && words.contains(leaf.word());
    }
    if (formula instanceof Formula.Not not) {
      return asksFor(not.inner(), failed, !positive);
    }
    return Formula.parts(formula).stream().anyMatch(part -> asksFor(part, failed, positive));
  }

  /** Returns whether the dependencies are satisfied; {@code null} while that is open. */
  @Nullable Boolean satisfied(String name, Function<String, FlowPhase> phases) {
    Formula formula = formulas.get(name);
    if (formula != null) {
      return value(formula, phases);
    }
    List<@Nullable Boolean> values = new ArrayList<>();
    for (String dependency : draft(name).dependencies()) {
      FlowPhase phase = phases.apply(dependency);
      boolean fine =
          phase == FlowPhase.SUCCEEDED
              || (phase == FlowPhase.FAILED && draft(dependency).allowFailure());
      values.add(phase.isOutcome() ? (Boolean) fine : null);
    }
    return counted(values, values.size());
  }

  private static @Nullable Boolean value(Formula formula, Function<String, FlowPhase> phases) {
    if (formula instanceof Formula.Leaf leaf) {
      FlowPhase phase = phases.apply(leaf.flow());
      return phase.isOutcome() ? (Boolean) holds(leaf.word(), phase) : null;
    }
    if (formula instanceof Formula.Not not) {
      Boolean inner = value(not.inner(), phases);
      return inner == null ? null : (Boolean) !inner;
    }
    List<@Nullable Boolean> values = new ArrayList<>();
    for (Formula part : Formula.parts(formula)) {
      values.add(value(part, phases));
    }
    if (formula instanceof Formula.AtLeast atLeast) {
      return counted(values, atLeast.count());
    }
    return counted(values, formula instanceof Formula.All ? values.size() : 1);
  }

  private static boolean holds(Word word, FlowPhase outcome) {
    return switch (word) {
      case BARE, SUCCEEDED -> outcome == FlowPhase.SUCCEEDED;
      case FAILED -> outcome == FlowPhase.FAILED;
      case SKIPPED -> outcome == FlowPhase.SKIPPED;
      case FINISHED -> true;
    };
  }

  /** Returns whether {@code count} of the values are true; {@code null} while that is open. */
  private static @Nullable Boolean counted(List<@Nullable Boolean> values, int count) {
    int trues = 0;
    int open = 0;
    for (Boolean value : values) {
      if (value == null) {
        open++;
      } else if (value) {
        trues++;
      }
    }
    if (trues >= count) {
      return true;
    }
    return trues + open < count ? Boolean.FALSE : null;
  }
}
