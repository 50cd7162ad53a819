package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.ManifestReader;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.report.TextReport;
import com.practice.jobflow.cli.schema.SchemaCheck;
import com.practice.jobflow.cli.schema.Schemas;
import com.practice.jobflow.engine.graph.FlowGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and judges manifests: what {@code validate} does, for every command that takes one. */
public final class ManifestCheck {
  private final Schemas schemas = Schemas.load();
  private final List<JobFlowManifest> jobFlows = new ArrayList<>();
  private final List<JobTemplateManifest> jobTemplates = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Document> others = new ArrayList<>();
  private final Set<String> filesWithOurs = new HashSet<>();

  private ManifestCheck() {}

  /**
   * Reads files, directories and {@code -} for standard input, and judges all that is in them.
   *
   * <p>Never throws for anything that the input may hold: unreadable files and wrong content are
   * diagnostics of the answer.
   */
  public static LoadedManifest load(List<String> inputs, Console console) {
    ManifestReader reader = new ManifestReader(console.in());
    for (String input : inputs) {
      reader.read(input);
    }
    return new ManifestCheck().judge(reader);
  }

  /**
   * Prints errors and warnings to standard error as {@code validate} prints them, for a command
   * that goes on or refuses afterwards.
   */
  public static void report(LoadedManifest manifest, Console console) {
    new TextReport(console.err(), console.errIsTerminal(), console.errHasColour(), console::width)
        .print(manifest.sources(), manifest.diagnostics());
    console.err().flush();
  }

  private LoadedManifest judge(ManifestReader reader) {
    diagnostics.addAll(reader.diagnostics());
    for (Document document : reader.documents()) {
      judge(document);
    }
    diagnostics.addAll(new References().check(jobFlows, jobTemplates));
    foreign();
    sort(reader);
    return new LoadedManifest(reader.sources(), jobFlows, jobTemplates, others.size(), diagnostics);
  }

  private void judge(Document document) {
    Problems problems = new Problems(document.source().name());
    String kind = ObjectKind.of(document, problems);
    if (kind == null) {
      if (problems.diagnostics().isEmpty()) {
        others.add(document);
      } else {
        filesWithOurs.add(document.source().name());
      }
      diagnostics.addAll(problems.diagnostics());
      return;
    }
    filesWithOurs.add(document.source().name());
    new SchemaCheck(schemas, problems).check(kind, document.root());
    new ObjectNames(document.root(), problems).check();
    if (kind.equals(ObjectKind.JOB_FLOW)) {
      Optional<FlowGraph> graph = new GraphCheck(document, problems).check();
      RuleCheck.check(document.root(), problems);
      new Lints(document.root(), problems).jobFlow(graph.orElse(null));
      jobFlows.add(new JobFlowManifest(document, name(document), namespace(document), graph));
    } else {
      new Lints(document.root(), problems).jobTemplate();
      jobTemplates.add(new JobTemplateManifest(document, name(document), namespace(document)));
    }
    diagnostics.addAll(problems.diagnostics());
  }

  private static String name(Document document) {
    MappingValue metadata = document.root().mapping("metadata");
    String name = metadata == null ? null : metadata.text("name");
    String prefix = metadata == null ? null : metadata.text("generateName");
    return name != null ? name : prefix != null ? prefix : "";
  }

  private static Optional<String> namespace(Document document) {
    MappingValue metadata = document.root().mapping("metadata");
    return Optional.ofNullable(metadata == null ? null : metadata.text("namespace"));
  }

  /**
   * Notes foreign objects in files that were named; a named file with nothing else is a problem,
   * and so is an input without any object of ours.
   */
  private void foreign() {
    Set<String> empty = new HashSet<>();
    for (Document other : others) {
      String file = other.source().name();
      if (!other.source().isNamed()) {
        continue;
      }
      boolean beside = filesWithOurs.contains(file);
      if (beside || empty.add(file)) {
        String kind = other.root().text("kind");
        diagnostics.add(
            new Diagnostic(
                beside ? Code.OTHER_KIND : Code.NOTHING_OF_OURS,
                new Location(file, other.root().line(), other.root().column()),
                1,
                "",
                beside
                    ? "object of kind " + kind + " is not checked"
                    : "no JobFlow or JobTemplate in this file; it begins with a " + kind));
      }
    }
    if (diagnostics.isEmpty() && !others.isEmpty() && filesWithOurs.isEmpty()) {
      diagnostics.add(
          new Diagnostic(
              Code.NOTHING_OF_OURS,
              Location.ofFile(others.get(0).source().name()),
              1,
              "",
              "no JobFlow or JobTemplate in this file, nor in any other of its directory"));
    }
  }

  private void sort(ManifestReader reader) {
    diagnostics.sort(
        (a, b) -> {
          Location left = a.location();
          Location right = b.location();
          int byFile = Integer.compare(reader.order(left.file()), reader.order(right.file()));
          int byLine = Integer.compare(left.line(), right.line());
          return byFile != 0
              ? byFile
              : byLine != 0 ? byLine : Integer.compare(left.column(), right.column());
        });
  }
}
