package com.practice.jobflow.cli.report;

import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.Severity;
import com.practice.jobflow.cli.manifest.Source;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * One line per diagnostic, as compilers print them; on a terminal with the source line and a caret
 * under it.
 */
public final class TextReport {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";

  private final PrintWriter out;
  private final boolean snippets;
  private final boolean colour;
  private final IntSupplier width;

  /**
   * Creates a report.
   *
   * @param snippets whether to show source lines
   * @param width asked only if there is a source line to show
   */
  public TextReport(PrintWriter out, boolean snippets, boolean colour, IntSupplier width) {
    this.out = out;
    this.snippets = snippets;
    this.colour = colour;
    this.width = width;
  }

  /** Prints all of them. */
  public void print(List<Source> sources, List<Diagnostic> diagnostics) {
    Map<String, Source> byName = new HashMap<>();
    for (Source source : sources) {
      byName.put(source.name(), source);
    }
    for (Diagnostic diagnostic : diagnostics) {
      head(diagnostic);
      Source source = byName.get(diagnostic.location().file());
      if (snippets && source != null && diagnostic.location().line() > 0) {
        snippet(diagnostic, source);
      }
    }
  }

  private void head(Diagnostic diagnostic) {
    Severity severity = diagnostic.severity();
    out.println(
        styled(BOLD, SafeText.of(diagnostic.location() + ":"))
            + " "
            + styled(BOLD + colourOf(severity), severity.word() + ":")
            + " "
            + SafeText.of(diagnostic.message())
            + " "
            + styled(FAINT, "[" + diagnostic.code().id() + "]"));
  }

  private void snippet(Diagnostic diagnostic, Source source) {
    Location place = diagnostic.location();
    String line = source.line(place.line());
    if (line.isBlank()) {
      return;
    }
    String number = Integer.toString(place.line());
    String margin = " ".repeat(Math.max(0, 5 - number.length())) + number + " | ";
    Snippet snippet =
        Snippet.of(
            line,
            place.column(),
            diagnostic.length(),
            Math.max(20, width.getAsInt() - margin.length() - 1));
    out.println(styled(FAINT, margin) + snippet.line());
    out.println(
        styled(FAINT, " ".repeat(margin.length() - 2) + "| ")
            + " ".repeat(snippet.indent())
            + styled(
                BOLD + colourOf(diagnostic.severity()), "^" + "~".repeat(snippet.length() - 1)));
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }

  private static String colourOf(Severity severity) {
    return switch (severity) {
      case ERROR -> "\u001b[31m";
      case WARNING -> "\u001b[33m";
      case NOTE -> "\u001b[36m";
    };
  }
}
