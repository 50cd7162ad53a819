package com.practice.jobflow.cli.report;

import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Location;
import java.io.PrintWriter;
import java.util.List;

/** Our own JSON; docs/validate.md describes it, and a field once there stays. */
public final class JsonReport {
  private final PrintWriter out;

  /** Creates a report. */
  public JsonReport(PrintWriter out) {
    this.out = out;
  }

  /** Prints one object with the totals and all diagnostics. */
  public void print(Totals totals, List<Diagnostic> diagnostics) {
    JsonWriter json = new JsonWriter(out);
    json.beginObject()
        .member("files", totals.files())
        .member("jobFlows", totals.jobFlows())
        .member("jobTemplates", totals.jobTemplates())
        .member("flows", totals.flows())
        .member("otherObjects", totals.others())
        .member("errors", totals.errors())
        .member("warnings", totals.warnings())
        .beginArray("diagnostics");
    for (Diagnostic diagnostic : diagnostics) {
      Location place = diagnostic.location();
      json.beginObject()
          .member("code", diagnostic.code().id())
          .member("severity", diagnostic.severity().word())
          .member("file", place.file());
      if (place.line() > 0) {
        json.member("line", place.line())
            .member("column", place.column())
            .member("endColumn", place.column() + diagnostic.length());
      }
      json.member("path", diagnostic.path().isEmpty() ? null : diagnostic.path())
          .member("message", diagnostic.message())
          .endObject();
    }
    json.endArray().endObject().end();
  }
}
