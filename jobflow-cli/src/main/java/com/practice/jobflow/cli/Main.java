package com.practice.jobflow.cli;

import picocli.CommandLine;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one command on this console and returns the exit status. */
  public static int run(Console console, String... arguments) {
    CommandLine root = new CommandLine(new JobflowCommand());
    root.setCommandName(console.program());
    // picocli reflects over every command that is registered: register the one that is called.
    String called = arguments.length == 0 ? "" : arguments[0];
    for (String name : Commands.NAMES) {
      if (!Commands.NAMES.contains(called) || name.equals(called)) {
        root.addSubcommand(name, Commands.create(name, console));
      }
    }
    root.setOut(console.out());
    root.setErr(console.err());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          command.getErr().println("jobflow: internal error: " + exception);
          if (!console.environment("JOBFLOW_DEBUG").isEmpty()) {
            exception.printStackTrace(command.getErr());
          }
          return ExitCode.INTERNAL.status();
        });
    int status = root.execute(arguments);
    console.flush();
    return status;
  }
}
