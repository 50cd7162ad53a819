package com.practice.jobflow.engine.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems in the order of finding and returns them in the order of the fields. */
final class ProblemList {
  private final List<Placed> problems = new ArrayList<>();
  private final Set<GraphProblem> known = new LinkedHashSet<>();

  private record Placed(int flow, GraphProblem problem) {
    int field() {
      String path = problem.path();
      return path.endsWith(".name") ? 0 : path.endsWith(".depends") ? Integer.MAX_VALUE : place();
    }

    /** Returns the place in {@code dependencies[place]}, from 1. */
    private int place() {
      String path = problem.path();
      int bracket = path.lastIndexOf(".dependencies[");
      return bracket < 0
          ? 0
          : 1 + Integer.parseInt(path.substring(bracket + 14, path.length() - 1));
    }
  }

  /** Adds a problem once, however often it is found, as by two mentions in one expression. */
  void add(int flow, GraphProblem problem) {
    if (known.add(problem)) {
      problems.add(new Placed(flow, problem));
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<GraphProblem> inFieldOrder() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Placed::flow).thenComparingInt(Placed::field))
        .map(Placed::problem)
        .toList();
  }
}
