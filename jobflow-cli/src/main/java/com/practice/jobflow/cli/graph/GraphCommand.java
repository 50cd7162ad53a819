package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.Console;
import com.practice.jobflow.cli.ExitCode;
import com.practice.jobflow.cli.check.JobFlowManifest;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.check.ManifestCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobflow graph}. */
@Command(name = "graph", description = "Draws the flows of a JobFlow and what waits for what.")
public final class GraphCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE|-", description = "The manifest; - reads standard input.")
  private String input = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless told.")
  private GraphFormat output = GraphFormat.text;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Draw only this JobFlow of the file.")
  private @Nullable String name;

  @Option(names = "--reduce", description = "Leave edges out that a longer path implies.")
  private boolean reduce;

  @Option(names = "--critical-path", description = "Point out the longest path.")
  private boolean criticalPath;

  @Option(names = "--ascii", description = "Draw with ASCII characters only.")
  private boolean ascii;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Draw no wider than this; the terminal's width unless told.")
  private int width;

  @Option(names = "--to", paramLabel = "FILE", description = "Write there, not to standard output.")
  private @Nullable Path target;

  /** Creates the command; it reads from and writes to this console. */
  public GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadedManifest manifest = ManifestCheck.load(List.of(input), console);
    if (manifest.hasErrors()) {
      ManifestCheck.report(manifest, console);
      return ExitCode.NEGATIVE.status();
    }
    List<JobFlowManifest> chosen = choose(manifest.jobFlows());
    List<FlowPicture> pictures = new ArrayList<>();
    for (JobFlowManifest jobFlow : chosen) {
      jobFlow
          .graph()
          .ifPresent(
              graph ->
                  pictures.add(
                      PictureReader.read(
                          jobFlow.name(),
                          graph,
                          jobFlow.root(),
                          FlowWeights.EQUAL,
                          reduce,
                          criticalPath)));
    }
    write(render(pictures));
    return ExitCode.OK.status();
  }

  private List<JobFlowManifest> choose(List<JobFlowManifest> all) {
    List<JobFlowManifest> chosen =
        all.stream().filter(one -> name == null || name.equals(one.name())).toList();
    String names = all.stream().map(JobFlowManifest::name).collect(Collectors.joining(", "));
    if (chosen.isEmpty()) {
      throw usage("no JobFlow " + (name == null ? "" : name + " ") + "in " + input);
    }
    if (chosen.size() > 1 && output.showsOneOnly()) {
      throw usage(
          output + " shows one JobFlow, and " + input + " has " + names + ": pick one by --name");
    }
    return chosen;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private String render(List<FlowPicture> pictures) {
    return switch (output) {
      case text -> new TextReport(console, width, ascii).text(pictures);
      case dot -> pictures.stream().map(Notation::dot).collect(Collectors.joining());
      case mermaid -> Notation.mermaid(pictures.get(0));
      case json ->
          pictures.stream()
              .map(picture -> Notation.json(picture, FlowWeights.EQUAL))
              .collect(Collectors.joining(",\n", "{\n  \"jobFlows\": [\n", "\n  ]\n}\n"));
    };
  }

  private void write(String text) {
    if (target == null) {
      console.out().print(text);
      console.flush();
      return;
    }
    try {
      Files.write(target, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
