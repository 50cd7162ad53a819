package com.practice.jobflow.cli.completion;

import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobflow completion}. */
@Command(
    name = "completion",
    description = {"Prints a script that teaches a shell to complete commands and options.", ""},
    footer = {
      "",
      "Examples:",
      "  source <(${ROOT-COMMAND-NAME} completion bash)     # in ~/.bashrc",
      "  source <(${ROOT-COMMAND-NAME} completion zsh)      # in ~/.zshrc",
      "  ${ROOT-COMMAND-NAME} completion fish > ~/.config/fish/completions/jobflow.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  private static final String PROGRAM = "jobflow";

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** The shells. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  /** Creates the command. */
  public CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    switch (shell) {
      // One script for both: in zsh it loads the emulation of bash's completion itself.
      case bash, zsh -> console.out().println(AutoComplete.bash(PROGRAM, root));
      case fish -> FishCompletion.print(PROGRAM, root, console.out());
    }
    return ExitCode.OK.status();
  }
}
