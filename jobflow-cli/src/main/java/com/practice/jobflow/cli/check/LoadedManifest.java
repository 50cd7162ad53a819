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
 * @param others how many objects of other kinds were left alone
 * @param diagnostics in order of files and lines
 */
public record LoadedManifest(
    List<Source> sources,
    List<JobFlowManifest> jobFlows,
    List<JobTemplateManifest> jobTemplates,
    int others,
    List<Diagnostic> diagnostics) {
  public LoadedManifest {
    sources = List.copyOf(sources);
    jobFlows = List.copyOf(jobFlows);
    jobTemplates = List.copyOf(jobTemplates);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns whether anything is an error. */
  public boolean hasErrors() {
    return count(Severity.ERROR) > 0;
  }

  /** Returns whether anything is a warning. */
  public boolean hasWarnings() {
    return count(Severity.WARNING) > 0;
  }

  /** Returns how many diagnostics are so bad. */
  public int count(Severity severity) {
    int count = 0;
    for (Diagnostic diagnostic : diagnostics) {
      count += diagnostic.severity() == severity ? 1 : 0;
    }
    return count;
  }
}
