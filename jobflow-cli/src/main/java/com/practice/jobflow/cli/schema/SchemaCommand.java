package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobflow schema}. */
@Command(
    name = "schema",
    description = {
      "Prints the schema of a kind.",
      "",
      "As JSON Schema it lets an editor complete and check manifests; as CRD it is what the cluster"
          + " needs.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 done, 2 usage.",
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} schema > jobflow.schema.json",
      "  ${ROOT-COMMAND-NAME} schema JobTemplate",
      "  ${ROOT-COMMAND-NAME} schema -o crd JobFlow | kubectl apply -f -"
    })
public final class SchemaCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      defaultValue = "JobFlow",
      description = "JobFlow or JobTemplate; JobFlow if left out.")
  private String kind;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "json for a JSON Schema, crd for the CustomResourceDefinition; json if left out.")
  private Format format = Format.json;

  /** What to print. */
  enum Format {
    json,
    crd
  }

  /** Creates the command. */
  public SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    CrdResource crd = CrdResource.named(kind);
    if (crd == null) {
      throw new ParameterException(
          spec.commandLine(), "Unknown kind '" + kind + "'; expected JobFlow or JobTemplate");
    }
    PrintWriter out = console.out();
    try (InputStream stream = crd.open()) {
      switch (format) {
        case json -> JsonSchema.print(crd.kind(), SchemaCompiler.schemaOf(stream), out);
        case crd -> out.print(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return ExitCode.OK.status();
  }
}
