package com.practice.jobflow.cli;

import com.practice.jobflow.cli.check.ValidateCommand;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one command on this console and returns the exit status. */
  public static int run(Console console, String... arguments) {
    int status =
        isPlainValidate(arguments) ? validate(console, arguments) : parse(console, arguments);
    console.flush();
    return console.outFailure().map(reason -> lostOutput(reason, console)).orElse(status);
  }

  private static int lostOutput(String reason, Console console) {
    console.err().println("cannot write standard output: " + reason);
    console.err().flush();
    return ExitCode.INTERNAL.status();
  }

  /**
   * A command line without options needs no parser. Java cannot put picocli's classes into a shared
   * archive, because they are of Java 5; loading them takes as long as all the rest of validate.
   */
  private static boolean isPlainValidate(String... arguments) {
    if (arguments.length < 2 || !arguments[0].equals("validate")) {
      return false;
    }
    for (int i = 1; i < arguments.length; i++) {
      char first = arguments[i].isEmpty() ? '-' : arguments[i].charAt(0);
      boolean file = first != '-' && first != '@';
      if (!file && !arguments[i].equals("-")) {
        return false;
      }
    }
    return true;
  }

  private static int validate(Console console, String... arguments) {
    try {
      List<String> inputs = Arrays.asList(arguments).subList(1, arguments.length);
      return ValidateCommand.withoutOptions(console, inputs);
    } catch (RuntimeException e) {
      return internalError(e, console);
    }
  }

  private static int parse(Console console, String... called) {
    String[] arguments = withoutHelpCommand(called);
    CommandLine root = commandLine(console, arguments.length == 0 ? "" : arguments[0]);
    root.setOut(console.out());
    root.setErr(console.err());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler(new WrongUsage());
    root.setExecutionExceptionHandler((e, command, parsed) -> internalError(e, console));
    return root.execute(arguments);
  }

  /** Takes {@code help COMMAND} for {@code COMMAND --help}. */
  private static String[] withoutHelpCommand(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    List<String> command = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
    if (command.isEmpty() || Commands.NAMES.contains(command.get(0))) {
      command.add("--help");
    }
    return command.toArray(new String[0]);
  }

  /** Returns the parser of the command that is called, or of all where help may list them. */
  private static CommandLine commandLine(Console console, String called) {
    CommandLine root = new CommandLine(new JobflowCommand());
    root.setCommandName(console.program());
    // picocli reflects over every command that is registered.
    boolean one = Commands.NAMES.contains(called) && !called.equals("completion");
    for (String name : Commands.NAMES) {
      if (!one || name.equals(called)) {
        CommandLine command = new CommandLine(Commands.create(name, console));
        addHelp(command.getCommandSpec());
        root.addSubcommand(name, command);
      }
    }
    addHelp(root.getCommandSpec());
    root.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
    return root;
  }

  private static void addHelp(CommandSpec spec) {
    if (!spec.optionsMap().containsKey("--help")) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help.")
              .build());
    }
  }

  private static int internalError(Exception exception, Console console) {
    console.err().println("jobflow: internal error: " + exception);
    if (console.environment("JOBFLOW_DEBUG").isEmpty()) {
      console.err().println("Set JOBFLOW_DEBUG=1 to see where, and please report it.");
    } else {
      exception.printStackTrace(console.err());
    }
    return ExitCode.INTERNAL.status();
  }
}
