package com.practice.jobflow.cli.run.job;

import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;

/** What a failed pod means to its Job by {@code podFailurePolicy}. */
enum FailureRule {
  /** It counts against the limits. */
  COUNT,
  /** It is replaced and counts against no limit. */
  IGNORE,
  /** The Job fails at once. */
  FAIL_JOB,
  /** The pod's index fails at once. */
  FAIL_INDEX;

  /** Returns what the first matching rule says. */
  static FailureRule of(List<PodFailurePolicyRule> rules, PodEnd end) {
    for (PodFailurePolicyRule rule : rules) {
      // Rules on pod conditions speak of evictions and disruptions, which one machine does not
      // have.
      if (rule.getOnExitCodes() != null && matches(rule.getOnExitCodes(), end)) {
        return switch (rule.getAction()) {
          case "FailJob" -> FAIL_JOB;
          case "FailIndex" -> FAIL_INDEX;
          case "Ignore" -> IGNORE;
          default -> COUNT;
        };
      }
    }
    return COUNT;
  }

  private static boolean matches(PodFailurePolicyOnExitCodesRequirement codes, PodEnd end) {
    boolean in = "In".equals(codes.getOperator());
    return end.failures().stream()
        .filter(
            container ->
                codes.getContainerName() == null
                    || codes.getContainerName().equals(container.name()))
        .anyMatch(container -> codes.getValues().contains(container.exit().code()) == in);
  }
}
