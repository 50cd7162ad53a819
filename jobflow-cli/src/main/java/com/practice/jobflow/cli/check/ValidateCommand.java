package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.console.BuildVersion;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Severity;
import com.practice.jobflow.cli.report.GithubReport;
import com.practice.jobflow.cli.report.JsonReport;
import com.practice.jobflow.cli.report.OutputFormat;
import com.practice.jobflow.cli.report.SarifReport;
import com.practice.jobflow.cli.report.TextReport;
import com.practice.jobflow.cli.report.Totals;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobflow validate}. */
@Command(
    name = "validate",
    description = {
      "Checks manifests without a cluster.",
      "",
      "Finds YAML that does not parse, fields and values that the schema refuses, dependencies that"
          + " are no graph, and what deserves a look, with file, line and column.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 no errors (with --strict: nor warnings), 1 problems, 2 usage.",
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} validate etl.yaml",
      "  ${ROOT-COMMAND-NAME} validate --strict manifests/",
      "  helm template chart/ | ${ROOT-COMMAND-NAME} validate -",
      "  ${ROOT-COMMAND-NAME} validate -o sarif manifests/ > jobflow.sarif"
    })
public final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|-",
      description = "Files, directories (all .yaml, .yml and .json in them), - for standard input.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private OutputFormat format = OutputFormat.text;

  @Option(names = "--strict", description = "Let warnings fail, too.")
  private boolean strict;

  /** Creates the command. */
  public ValidateCommand(Console console) {
    this.console = console;
  }

  /** Does what the command does when it gets no options. */
  public static int withoutOptions(Console console, List<String> inputs) {
    ValidateCommand command = new ValidateCommand(console);
    command.inputs = inputs;
    return command.call();
  }

  @Override
  public Integer call() {
    LoadedManifest manifest = ManifestCheck.load(inputs, console);
    Totals totals = totals(manifest);
    PrintWriter out = console.out();
    switch (format) {
      case text ->
          new TextReport(out, console.outIsTerminal(), console.outHasColour(), console::width)
              .print(manifest.sources(), manifest.diagnostics());
      case json -> new JsonReport(out).print(totals, manifest.diagnostics());
      case sarif -> new SarifReport(out, BuildVersion.version()).print(manifest.diagnostics());
      case github -> new GithubReport(out).print(manifest.diagnostics());
    }
    out.flush();
    console.err().println(totals.words());
    boolean failed = manifest.hasErrors() || (strict && manifest.hasWarnings());
    return (failed ? ExitCode.NEGATIVE : ExitCode.OK).status();
  }

  private static Totals totals(LoadedManifest manifest) {
    int flows = 0;
    for (JobFlowManifest jobFlow : manifest.jobFlows()) {
      MappingValue spec = jobFlow.root().mapping("spec");
      flows += spec == null ? 0 : spec.items("flows").size() + spec.items("finally").size();
    }
    return new Totals(
        manifest.sources().size(),
        manifest.jobFlows().size(),
        manifest.jobTemplates().size(),
        flows,
        manifest.others(),
        manifest.count(Severity.ERROR),
        manifest.count(Severity.WARNING));
  }
}
