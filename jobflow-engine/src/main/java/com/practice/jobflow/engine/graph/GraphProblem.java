package com.practice.jobflow.engine.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reason why drafts are no graph, with the field that is to blame. */
public sealed interface GraphProblem {

  /** Returns the field, such as {@code flows[3].dependencies[0]}, relative to {@code spec}. */
  String path();

  /** Returns one line for people: what is wrong and what to do. */
  String message();

  /** Calls the one case that fits. */
  <R> R match(Cases<R> cases);

  /** One function per kind of problem. */
  interface Cases<R> {
    R emptyFlows(EmptyFlows problem);

    R badName(BadName problem);

    R duplicateName(DuplicateName problem);

    R unknownDependency(UnknownDependency problem);

    R selfDependency(SelfDependency problem);

    R cycle(Cycle problem);

    R dependsOnFinally(DependsOnFinally problem);

    R badExpression(BadExpression problem);

    R bothDependencies(BothDependencies problem);
  }

  /** There is no flow at all. */
  record EmptyFlows(String path) implements GraphProblem {
    @Override
    public String message() {
      return "there are no flows; add at least one";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.emptyFlows(this);
    }
  }

  /** The name is absent or no DNS-1123 label. */
  record BadName(String path, @Nullable String name) implements GraphProblem {
    @Override
    public String message() {
      return name == null
          ? "the flow has no name"
          : "\"" + name + "\" is no flow name: use up to 63 of a-z, 0-9 and '-', no '-' at an end";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.badName(this);
    }
  }

  /** Two flows share a name. */
  record DuplicateName(String path, String name, String firstPath) implements GraphProblem {
    @Override
    public String message() {
      return "flow \"" + name + "\" is already defined at " + firstPath;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.duplicateName(this);
    }
  }

  /** A dependency names no flow. */
  record UnknownDependency(String path, String flow, String dependency, @Nullable String nearest)
      implements GraphProblem {
    @Override
    public String message() {
      return "flow \""
          + flow
          + "\" depends on unknown flow \""
          + dependency
          + "\""
          + (nearest == null ? "" : " (did you mean \"" + nearest + "\"?)");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unknownDependency(this);
    }
  }

  /** A flow waits for itself. */
  record SelfDependency(String path, String flow) implements GraphProblem {
    @Override
    public String message() {
      return "flow \"" + flow + "\" depends on itself";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.selfDependency(this);
    }
  }

  /** Flows wait for each other in a circle; the path repeats its first flow at the end. */
  record Cycle(String path, List<String> flows) implements GraphProblem {
    public Cycle {
      flows = List.copyOf(flows);
    }

    @Override
    public String message() {
      return "dependency cycle: " + String.join(" -> ", flows);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cycle(this);
    }
  }

  /** A flow waits for a {@code finally} flow, which waits for all flows. */
  record DependsOnFinally(String path, String flow, String dependency) implements GraphProblem {
    @Override
    public String message() {
      return "flow \""
          + flow
          + "\" depends on finally flow \""
          + dependency
          + "\", which runs after all flows; move one of them";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.dependsOnFinally(this);
    }
  }

  /** The {@code depends} expression does not parse; {@code column} counts from 1. */
  record BadExpression(String path, String flow, String expression, int column, String why)
      implements GraphProblem {
    @Override
    public String message() {
      return "flow \"" + flow + "\": depends, column " + column + ": " + why;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.badExpression(this);
    }
  }

  /** Both {@code dependencies} and {@code depends} are given. */
  record BothDependencies(String path, String flow) implements GraphProblem {
    @Override
    public String message() {
      return "flow \"" + flow + "\" has both dependencies and depends; keep one";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.bothDependencies(this);
    }
  }
}
