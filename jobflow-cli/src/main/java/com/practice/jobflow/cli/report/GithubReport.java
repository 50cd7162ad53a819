package com.practice.jobflow.cli.report;

import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.Severity;
import java.io.PrintWriter;
import java.util.List;

/** Workflow commands, which GitHub Actions shows beside the lines of a change. */
public final class GithubReport {
  private final PrintWriter out;

  /** Creates a report. */
  public GithubReport(PrintWriter out) {
    this.out = out;
  }

  /** Prints one command per diagnostic. */
  public void print(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      Location place = diagnostic.location();
      String command =
          diagnostic.severity() == Severity.NOTE ? "notice" : diagnostic.severity().word();
      String lines =
          place.line() == 0
              ? ""
              : ",line="
                  + place.line()
                  + ",col="
                  + place.column()
                  + ",endColumn="
                  + (place.column() + diagnostic.length());
      out.println(
          "::"
              + command
              + " file="
              + property(place.file())
              + lines
              + ",title="
              + property(diagnostic.code().id() + " " + diagnostic.code().title())
              + "::"
              + data(diagnostic.message()));
    }
  }

  private static String data(String text) {
    return SafeText.of(text).replace("%", "%25");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
