package com.practice.jobflow.operator.metrics;

import java.util.Set;

/**
 * Keeps what others write out of the labels: each new value of one is a time series for as long as
 * the process lives.
 */
final class Labels {
  static final String OTHER = "Other";

  /** The API's words for a JobFlow's end; everything else is somebody's, such as a Job's. */
  private static final Set<String> REASONS =
      Set.of("Completed", "FlowFailed", "DeadlineExceeded", "Cancelled");

  private static final Set<String> RESULTS = Set.of("Succeeded", "Failed", "Cancelled");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> RESOURCES = Set.of("jobs", "jobflows", "jobtemplates", "pods");

  /** Watched whatever the options are; a zero for another would look like trouble. */
  static final Set<String> ALWAYS_WATCHED = Set.of("jobs", "jobflows", "jobtemplates");

  private Labels() {}

  static String reason(String reason) {
    return known(REASONS, reason);
  }

  static String result(String phase) {
    return known(RESULTS, phase);
  }

  static String method(String method) {
    return known(METHODS, method);
  }

  static String resource(String resource) {
    return known(RESOURCES, resource);
  }

  /** As client-go says it, whose dashboards ask for it. */
  static String code(int code) {
    return code >= 100 && code <= 599 ? String.valueOf(code) : "<error>";
  }

  private static String known(Set<String> words, String word) {
    return words.contains(word) ? word : OTHER;
  }
}
