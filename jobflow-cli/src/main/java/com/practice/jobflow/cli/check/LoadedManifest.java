package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Severity;
import com.practice.jobflow.cli.manifest.Source;
import java.util.List;

/**
 * All that was found in the input, and all that is to be said about it.
 *
 * @param sources every file that could be read
 * @param jobFlows in order of files and documents; those with errors too
 * @param jobTemplates in order of files and documents
 * @param diagnostics in order of files and lines
 */
public record LoadedManifest(
    List<Source> sources,
    List<JobFlowManifest> jobFlows,
    List<JobTemplateManifest> jobTemplates,
    List<Diagnostic> diagnostics) {
  public LoadedManifest {
    sources = List.copyOf(sources);
    jobFlows = List.copyOf(jobFlows);
    jobTemplates = List.copyOf(jobTemplates);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns whether anything is an error. */
  public boolean hasErrors() {
    return has(Severity.ERROR);
  }

  /** Returns whether anything is a warning. */
  public boolean hasWarnings() {
    return has(Severity.WARNING);
  }

  private boolean has(Severity severity) {
    return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == severity);
  }
}
