package com.practice.jobflow.cli.report;

/**
 * What was looked at and what came of it.
 *
 * @param others objects of other kinds that were left alone
 */
public record Totals(
    int files, int jobFlows, int jobTemplates, int flows, int others, int errors, int warnings) {

  /** Returns one line for people. */
  public String words() {
    String objects =
        count(files, "file")
            + (jobFlows > 0 ? ", " + count(jobFlows, "JobFlow") : "")
            + (flows > 0 ? ", " + count(flows, "flow") : "")
            + (jobTemplates > 0 ? ", " + count(jobTemplates, "JobTemplate") : "");
    String verdict =
        errors + warnings == 0
            ? "no problems"
            : (errors > 0 ? count(errors, "error") : "")
                + (errors > 0 && warnings > 0 ? ", " : "")
                + (warnings > 0 ? count(warnings, "warning") : "");
    return objects
        + ": "
        + verdict
        + (others > 0 ? " (" + count(others, "other object") + " not checked)" : "");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
