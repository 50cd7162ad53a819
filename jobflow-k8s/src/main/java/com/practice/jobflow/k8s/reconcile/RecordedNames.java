package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.k8s.translate.status.Journal;
import com.practice.jobflow.model.FlowStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Job names of a JobFlow's flows: the recorded ones, and those that are about to be recorded. A
 * default name is not written down.
 */
final class RecordedNames {
  private final String jobFlow;
  private final Map<String, Integer> attempts = new LinkedHashMap<>();

  /** Only names that are not the default ones. */
  private final Map<String, String> special = new LinkedHashMap<>();

  RecordedNames(String jobFlow, Journal recorded) {
    this.jobFlow = jobFlow;
    for (FlowStatus flow : recorded.status().flows()) {
      String name = String.valueOf(flow.name());
      attempts.put(name, RunStates.attempt(flow));
      if (flow.jobName() != null) {
        special.put(name, flow.jobName());
      }
    }
  }

  /** Returns the names of the Jobs that are there now, or are about to be. */
  static Set<String> live(String jobFlow, Journal recorded) {
    return recorded.live().stream()
        .map(
            flow ->
                flow.jobName() != null
                    ? flow.jobName()
                    : plain(jobFlow, String.valueOf(flow.name()), RunStates.attempt(flow)))
        .collect(Collectors.toSet());
  }

  /** Returns the name of a flow's latest Job. */
  String of(String flow) {
    String name = special.get(flow);
    return name != null ? name : plain(jobFlow, flow, attempts.getOrDefault(flow, 1));
  }

  /** Returns whether this attempt's name is recorded. */
  boolean has(String flow, int attempt) {
    Integer recorded = attempts.get(flow);
    return recorded != null && recorded == attempt;
  }

  void put(String flow, int attempt, @Nullable String jobName) {
    attempts.put(flow, attempt);
    if (jobName == null || jobName.equals(plain(jobFlow, flow, attempt))) {
      special.remove(flow);
    } else {
      special.put(flow, jobName);
    }
  }

  Map<String, String> special() {
    return special;
  }

  private static String plain(String jobFlow, String flow, int attempt) {
    return jobFlow + "-" + flow + (attempt <= 1 ? "" : "-" + attempt);
  }
}
