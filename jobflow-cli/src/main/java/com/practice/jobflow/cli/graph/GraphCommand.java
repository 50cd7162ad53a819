package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.check.JobFlowManifest;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.check.ManifestCheck;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
@Command(
    name = "graph",
    description = "Draws the flows of a JobFlow and what waits for what.",
    footer = {
      "",
      "A solid line waits for success, a dashed one for what its label says. Where a",
      "line is interrupted by one that comes down, the two cross; every other meeting",
      "joins them. Follow lines down and sideways, never up.",
      "",
      "Examples:",
      "  # draw it here",
      "  @|bold jobflow graph yaml/example.yaml|@",
      "  # what holds the whole run up, by the times of the last one",
      "  @|bold jobflow graph etl.yaml --critical-path --durations times.yaml|@",
      "  # a picture for a page; the name says the format",
      "  @|bold jobflow graph etl.yaml --reduce --to etl.svg|@",
      "  # by other tools",
      "  @|bold jobflow graph etl.yaml -o dot | dot -Tpdf -o etl.pdf|@",
      "  @|bold jobflow graph etl.yaml -o json | jq '.jobFlows[0].criticalPath'|@",
      "",
      "-o json: {jobFlows: [{name, depth, width,",
      "  flows: [{name, layer, finally, note, critical, seconds}],",
      "  edges: [{from, to, label, critical}], criticalPath: [name]}]}",
      "Layers count from 1; an empty label waits for success; seconds are there with",
      "--durations.",
      "",
      "Exit status: 0 drawn, 1 there are problems in the input, 2 wrong usage."
    })
public final class GraphCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE|-", description = "The manifest; - reads standard input.")
  private String input = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; else what --to asks for, else text.")
  private @Nullable GraphFormat output;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private @Nullable Path target;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Draw this JobFlow only, if the file has several.")
  private @Nullable String name;

  @Option(names = "--reduce", description = "Leave edges out that a longer path implies.")
  private boolean reduce;

  @Option(names = "--critical-path", description = "Point out the longest path.")
  private boolean criticalPath;

  @Option(
      names = "--durations",
      paramLabel = "FILE",
      description = {
        "How long flows take: a YAML or JSON map from names to such as 90s, 1m30s, PT90S or 90.",
        "A flow that is not in it takes no time. Without this, every flow counts 1."
      })
  private @Nullable String durations;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Room for text; the terminal's width unless told, 80 without a terminal.")
  private int width;

  @Option(names = "--ascii", description = "Draw text with ASCII characters only.")
  private boolean ascii;

  /** Creates the command; it reads from and writes to this console. */
  public GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    GraphFormat format = format();
    if (format == GraphFormat.png && target == null && console.outIsTerminal()) {
      throw usage("a PNG is nothing for a terminal: write it to a file, such as --to graph.png");
    }
    if (width < 0) {
      throw usage("--width must be 1 or more");
    }
    LoadedManifest manifest = ManifestCheck.load(List.of(input), console);
    if (manifest.hasErrors()) {
      ManifestCheck.report(manifest, console);
      return ExitCode.NEGATIVE.status();
    }
    List<JobFlowManifest> chosen = choose(manifest.jobFlows(), format);
    try {
      FlowWeights weights = weights(chosen);
      write(render(pictures(chosen, weights), format, weights));
      return ExitCode.OK.status();
    } catch (DrawingException e) {
      console.err().println(e.getMessage());
    }
    return ExitCode.NEGATIVE.status();
  }

  private GraphFormat format() {
    String extension = target == null ? "" : GraphFormat.extension(target);
    GraphFormat asked = GraphFormat.ofExtension(extension);
    if (output == null && asked == null && !extension.isEmpty()) {
      throw usage(
          "no format has files that end in "
              + extension
              + ": choose one by -o, or one of "
              + GraphFormat.EXTENSIONS);
    }
    if (output != null && asked != null && output != asked) {
      throw usage("-o " + output + " does not go into a file that ends in " + extension);
    }
    if (output != null) {
      return output;
    }
    return asked == null ? GraphFormat.text : asked;
  }

  private List<JobFlowManifest> choose(List<JobFlowManifest> all, GraphFormat format) {
    List<JobFlowManifest> chosen =
        all.stream().filter(one -> name == null || name.equals(one.name())).toList();
    String names = all.stream().map(JobFlowManifest::name).collect(Collectors.joining(", "));
    if (all.isEmpty()) {
      throw usage("there is no JobFlow in " + input);
    }
    if (chosen.isEmpty()) {
      throw usage("there is no JobFlow \"" + name + "\" in " + input + ", only " + names);
    }
    if (chosen.size() > 1 && format.showsOneOnly()) {
      throw usage(
          format + " shows one JobFlow, and " + input + " has " + names + ": choose by --name");
    }
    return chosen;
  }

  private FlowWeights weights(List<JobFlowManifest> chosen) {
    if (durations == null) {
      return FlowWeights.EQUAL;
    }
    Set<String> flows = new LinkedHashSet<>();
    chosen.forEach(one -> one.graph().ifPresent(graph -> flows.addAll(graph.flows())));
    DurationsFile file = DurationsFile.read(durations, console.in(), flows);
    if (!file.problems().isEmpty()) {
      throw new DrawingException(String.join(System.lineSeparator(), file.problems()));
    }
    return file.weights();
  }

  private List<FlowPicture> pictures(List<JobFlowManifest> chosen, FlowWeights weights) {
    PictureReader reader = new PictureReader(weights, reduce, criticalPath);
    List<FlowPicture> pictures = new ArrayList<>();
    for (JobFlowManifest one : chosen) {
      one.graph().ifPresent(graph -> pictures.add(reader.picture(one.name(), graph, one.root())));
    }
    return pictures;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private byte[] render(List<FlowPicture> pictures, GraphFormat format, FlowWeights weights) {
    if (format == GraphFormat.png) {
      return PngDrawing.of(SvgDrawing.onWhite(pictures.get(0)));
    }
    String text =
        switch (format) {
          case dot -> pictures.stream().map(Notation::dot).collect(Collectors.joining());
          case mermaid -> Notation.mermaid(pictures.get(0));
          case json -> Notation.json(pictures, weights);
          case svg -> SvgDrawing.of(pictures.get(0));
          default -> graphText(weights).text(pictures);
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private GraphText graphText(FlowWeights weights) {
    boolean terminal = target == null && console.outIsTerminal();
    boolean unicode = !ascii && (!terminal || GraphText.showsUnicode(console));
    return new GraphText(
        console.err(),
        weights,
        width > 0 ? width : target == null ? console.width() : 80,
        unicode ? LineGlyphs.UNICODE : LineGlyphs.ASCII,
        terminal && console.outHasColour());
  }

  private void write(byte[] bytes) {
    if (target == null) {
      print(bytes);
      return;
    }
    try {
      Files.write(target, bytes);
    } catch (IOException e) {
      throw new DrawingException("cannot write " + target + ": " + reason(e));
    }
  }

  private void print(byte[] bytes) {
    console.out().flush();
    try {
      OutputStream out = console.rawOut();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      // The console remembers it, and every command ends with what it says of that.
      return;
    }
  }

  private static String reason(IOException exception) {
    if (exception instanceof NoSuchFileException) {
      return "there is no such directory";
    }
    if (exception instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        exception instanceof FileSystemException system
            ? system.getReason()
            : exception.getMessage();
    return reason == null ? exception.toString() : reason;
  }
}
