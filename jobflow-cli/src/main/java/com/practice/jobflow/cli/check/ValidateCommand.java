package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.Console;
import com.practice.jobflow.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobflow validate}. */
@Command(name = "validate", description = "Checks manifests without a cluster.")
public final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE|DIR|-", description = "What to check.")
  private List<String> inputs = new ArrayList<>();

  public ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadedManifest manifest = ManifestCheck.load(inputs, console);
    return (manifest.hasErrors() ? ExitCode.NEGATIVE : ExitCode.OK).status();
  }
}
