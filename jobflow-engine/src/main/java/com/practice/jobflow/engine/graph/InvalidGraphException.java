package com.practice.jobflow.engine.graph;

import com.practice.jobflow.engine.JobflowException;
import java.util.List;
import java.util.stream.Collectors;

/** Drafts were used as a graph although they are none. */
public final class InvalidGraphException extends JobflowException {
  private static final long serialVersionUID = 1L;

  private final transient List<GraphProblem> problems;

  InvalidGraphException(List<GraphProblem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.path() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns every problem, in the order of the fields. */
  public List<GraphProblem> problems() {
    return problems;
  }
}
