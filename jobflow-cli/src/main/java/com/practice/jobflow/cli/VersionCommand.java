package com.practice.jobflow.cli;

import com.practice.jobflow.cli.console.BuildVersion;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import com.practice.jobflow.cli.report.JsonWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jobflow version}. */
@Command(
    name = "version",
    description = {"Prints which jobflow this is, and on which Java it runs.", ""},
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} version",
      "  ${ROOT-COMMAND-NAME} version -o json"
    })
final class VersionCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; text if left out.")
  private Format format = Format.text;

  /** How to print it. */
  enum Format {
    text,
    json
  }

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String java = System.getProperty("java.version");
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    switch (format) {
      case text ->
          console
              .out()
              .println(
                  "jobflow " + BuildVersion.version() + " (Java " + java + ", " + platform + ")");
      case json -> {
        JsonWriter json = new JsonWriter(console.out());
        json.beginObject()
            .member("version", BuildVersion.version())
            .member("apiVersion", "api.practice.com/v1alpha1")
            .member("java", java)
            .member("platform", platform)
            .endObject()
            .end();
      }
    }
    return ExitCode.OK.status();
  }
}
