package com.practice.jobflow.cli;

import com.practice.jobflow.cli.console.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in a few lines: the whole help would push them away. */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    ParameterException cause = cause(exception);
    CommandLine command = cause.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        String.valueOf(cause.getMessage())
            .replaceAll("is not an? (int|long)$", "is not a whole number")
            .replaceAll(
                "^Unmatched arguments? (at|from) index \\d+:",
                command.getParent() == null ? "Unknown command:" : "Unexpected argument:"));
    UnmatchedArgumentException.printSuggestions(cause, err);
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE.status();
  }

  /** A slip in an option comes before what is missing: its value may be the missing thing. */
  private static ParameterException cause(ParameterException exception) {
    if (exception instanceof MissingParameterException) {
      List<String> unknown =
          exception.getCommandLine().getUnmatchedArguments().stream()
              .filter(argument -> argument.startsWith("-"))
              .toList();
      if (!unknown.isEmpty()) {
        return new UnmatchedArgumentException(exception.getCommandLine(), unknown);
      }
    }
    return exception;
  }
}
