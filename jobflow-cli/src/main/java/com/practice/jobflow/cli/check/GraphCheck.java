package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.GraphProblem;
import com.practice.jobflow.engine.graph.GraphResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Asks the engine whether the flows are a graph, and finds the places of its problems. */
final class GraphCheck {
  private static final String SPEC = "spec.";

  private final Document document;
  private final Problems problems;

  GraphCheck(Document document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Returns the graph if it is valid; adds the engine's problems that the schema did not name. */
  Optional<FlowGraph> check() {
    GraphResult result = FlowGraph.of(FlowDrafts.read(document.root().mapping("spec")));
    if (!result.problems().isEmpty()) {
      Set<String> named = namedPaths();
      for (GraphProblem problem : result.problems()) {
        String path = SPEC + problem.path();
        boolean absent = problem instanceof GraphProblem.EmptyFlows && named.contains("spec");
        boolean nameless = problem instanceof GraphProblem.BadName bad && bad.name() == null;
        if (absent || nameless) {
          continue;
        }
        if (!named.contains(path)) {
          add(problem, path);
        } else if (problem instanceof GraphProblem.BadName
            || problem instanceof GraphProblem.EmptyFlows) {
          // The schema's bounds say the same in worse words.
          boolean replaced = problems.diagnostics().removeIf(d -> isForm(d, path));
          if (replaced) {
            add(problem, path);
          }
        }
      }
    }
    return result.graph();
  }

  private Set<String> namedPaths() {
    Set<String> paths = new HashSet<>();
    for (Diagnostic diagnostic : problems.diagnostics()) {
      paths.add(diagnostic.path());
    }
    return paths;
  }

  private static boolean isForm(Diagnostic diagnostic, String path) {
    boolean form = diagnostic.code() == Code.BAD_PATTERN || diagnostic.code() == Code.BAD_LENGTH;
    return form && diagnostic.path().equals(path);
  }

  private void add(GraphProblem problem, String path) {
    Code code = problem.match(GraphCodes.CODES);
    FieldPath.Found found = FieldPath.walk(document.root(), path);
    if (problem instanceof GraphProblem.BadExpression bad
        && found.value() instanceof ScalarValue scalar) {
      problems.diagnostics().add(badExpression(bad, scalar, path));
    } else if (found.entry() != null && !found.whole()) {
      problems.addAtKey(code, found.entry(), path, message(problem));
    } else {
      problems.add(code, found.value(), path, message(problem));
    }
  }

  /** Points into the expression where its characters stand in the file as they are. */
  private Diagnostic badExpression(
      GraphProblem.BadExpression problem, ScalarValue scalar, String path) {
    String line = document.source().line(scalar.line());
    int offset = scalar.column() - 1 + (scalar.quoted() ? 1 : 0);
    boolean verbatim = line.startsWith(scalar.text(), offset);
    int column = verbatim ? offset + problem.column() : scalar.column();
    return new Diagnostic(
        Code.BAD_EXPRESSION,
        new Location(document.source().name(), scalar.line(), column),
        1,
        path,
        problem.message());
  }

  private String message(GraphProblem problem) {
    if (problem instanceof GraphProblem.DuplicateName duplicate) {
      Value first = FieldPath.walk(document.root(), SPEC + duplicate.firstPath()).value();
      return "flow \"" + duplicate.name() + "\" is already defined at line " + first.line();
    }
    return problem.message();
  }
}
