package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.engine.graph.GraphProblem;

/** The code of each kind of graph problem; a new kind does not compile without one. */
final class GraphCodes implements GraphProblem.Cases<Code> {
  static final GraphCodes CODES = new GraphCodes();

  private GraphCodes() {}

  @Override
  public Code emptyFlows(GraphProblem.EmptyFlows problem) {
    return Code.NO_FLOWS;
  }

  @Override
  public Code badName(GraphProblem.BadName problem) {
    return Code.BAD_FLOW_NAME;
  }

  @Override
  public Code duplicateName(GraphProblem.DuplicateName problem) {
    return Code.DUPLICATE_FLOW;
  }

  @Override
  public Code unknownDependency(GraphProblem.UnknownDependency problem) {
    return Code.UNKNOWN_FLOW;
  }

  @Override
  public Code selfDependency(GraphProblem.SelfDependency problem) {
    return Code.SELF_DEPENDENCY;
  }

  @Override
  public Code cycle(GraphProblem.Cycle problem) {
    return Code.CYCLE;
  }

  @Override
  public Code dependsOnFinally(GraphProblem.DependsOnFinally problem) {
    return Code.DEPENDS_ON_FINALLY;
  }

  @Override
  public Code badExpression(GraphProblem.BadExpression problem) {
    return Code.BAD_EXPRESSION;
  }

  @Override
  public Code bothDependencies(GraphProblem.BothDependencies problem) {
    return Code.TWO_DEPENDENCIES;
  }
}
