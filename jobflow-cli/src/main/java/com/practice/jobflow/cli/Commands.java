package com.practice.jobflow.cli;

import com.practice.jobflow.cli.check.ValidateCommand;
import com.practice.jobflow.cli.completion.CompletionCommand;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.graph.GraphCommand;
import com.practice.jobflow.cli.run.RunCommand;
import com.practice.jobflow.cli.schema.SchemaCommand;
import java.util.List;
import java.util.concurrent.Callable;

/** The table of commands; one is built only when it is called or help lists them all. */
final class Commands {
  /** Every command, in the order in which help lists them. */
  static final List<String> NAMES =
      List.of("validate", "graph", "run", "schema", "version", "completion");

  private Commands() {}

  /** Returns a new command; each answers with an exit status. */
  static Callable<Integer> create(String name, Console console) {
    return switch (name) {
      case "validate" -> new ValidateCommand(console);
      case "graph" -> new GraphCommand(console);
      case "run" -> new RunCommand(console);
      case "schema" -> new SchemaCommand(console);
      case "version" -> new VersionCommand(console);
      case "completion" -> new CompletionCommand(console);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
