package com.practice.jobflow.cli.report;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.Severity;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** SARIF 2.1.0, which code hosts and editors read. */
public final class SarifReport {
  private final PrintWriter out;
  private final String version;

  /** Creates a report of this version of jobflow. */
  public SarifReport(PrintWriter out, String version) {
    this.out = out;
    this.version = version;
  }

  /** Prints one run with all of them. */
  public void print(List<Diagnostic> diagnostics) {
    Set<Code> used = EnumSet.noneOf(Code.class);
    for (Diagnostic diagnostic : diagnostics) {
      used.add(diagnostic.code());
    }
    List<Code> rules = new ArrayList<>(used);
    JsonWriter json = new JsonWriter(out);
    json.beginObject()
        .member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .member("version", "2.1.0")
        .beginArray("runs")
        .beginObject();
    json.beginObject("tool").beginObject("driver");
    json.member("name", "jobflow").member("version", version);
    json.beginArray("rules");
    for (Code rule : rules) {
      rule(rule, json);
    }
    json.endArray().endObject().endObject();
    json.member("columnKind", "unicodeCodePoints");
    json.beginArray("results");
    for (Diagnostic diagnostic : diagnostics) {
      result(diagnostic, rules.indexOf(diagnostic.code()), json);
    }
    json.endArray().endObject().endArray().endObject().end();
  }

  private static void rule(Code code, JsonWriter json) {
    json.beginObject().member("id", code.id());
    json.beginObject("shortDescription").member("text", code.title()).endObject();
    json.beginObject("fullDescription").member("text", code.explanation()).endObject();
    json.beginObject("help").member("text", code.remedy()).endObject();
    json.beginObject("defaultConfiguration").member("level", level(code.severity())).endObject();
    json.endObject();
  }

  private static void result(Diagnostic diagnostic, int rule, JsonWriter json) {
    Location place = diagnostic.location();
    json.beginObject()
        .member("ruleId", diagnostic.code().id())
        .member("ruleIndex", rule)
        .member("level", level(diagnostic.severity()));
    json.beginObject("message").member("text", diagnostic.message()).endObject();
    json.beginArray("locations").beginObject().beginObject("physicalLocation");
    json.beginObject("artifactLocation").member("uri", uri(place.file())).endObject();
    if (place.line() > 0) {
      json.beginObject("region")
          .member("startLine", place.line())
          .member("startColumn", place.column())
          .member("endColumn", place.column() + diagnostic.length())
          .endObject();
    }
    json.endObject();
    if (!diagnostic.path().isEmpty()) {
      json.beginArray("logicalLocations").beginObject();
      json.member("fullyQualifiedName", diagnostic.path()).endObject().endArray();
    }
    json.endObject().endArray().endObject();
  }

  private static String level(Severity severity) {
    return severity.word();
  }

  private static String uri(String file) {
    try {
      Path path = Path.of(file);
      return path.isAbsolute()
          ? path.toUri().toString()
          : new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException | InvalidPathException e) {
      return "unknown";
    }
  }
}
