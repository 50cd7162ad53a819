package com.practice.jobflow.cli;

import com.practice.jobflow.cli.console.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root: it only leads to the other commands. */
@Command(
    name = "jobflow",
    description = {"Checks, draws and runs DAGs of Kubernetes Jobs.", ""},
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = JobflowCommand.Version.class,
    footer = {
      "",
      "Data goes to standard output, talk to standard error. Exit status:",
      "    0  done",
      "    1  the answer is no: problems, a run that Failed",
      "    2  wrong usage",
      "    3  patience ran out",
      "    4  not found",
      "    5  the cluster does not answer or refuses",
      "    6  cancelled or timed out",
      "   70  internal error, or standard output could not be written",
      "  130  interrupted",
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} validate etl.yaml",
      "  ${ROOT-COMMAND-NAME} graph etl.yaml",
      "  ${ROOT-COMMAND-NAME} run etl.yaml",
      "  ${ROOT-COMMAND-NAME} COMMAND --help"
    })
final class JobflowCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? One of " + String.join(", ", Commands.NAMES) + ".");
  }

  /** Asks the build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"jobflow " + BuildVersion.version()};
    }
  }
}
