package com.practice.jobflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root: it only leads to the other commands. */
@Command(
    name = "jobflow",
    mixinStandardHelpOptions = false,
    description = "Checks, draws and runs DAGs of Kubernetes Jobs.",
    synopsisSubcommandLabel = "COMMAND")
final class JobflowCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
