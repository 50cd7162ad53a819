package com.practice.jobflow.k8s.translate;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import com.practice.jobflow.engine.plan.FailurePolicy;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.RetrySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Translates a JobFlow's spec into the engine's terms, with the API's defaults where a field is
 * absent (an object stored before the field existed, or read from a file, was never defaulted by a
 * server).
 *
 * <p>Stateless and thread-safe.
 */
public final class JobFlowTranslator {
  private JobFlowTranslator() {}

  /**
   * Returns the drafts of a resource's spec, for callers that know the engine but not the model.
   */
  public static List<FlowDraft> drafts(JobFlow jobFlow) {
    return drafts(jobFlow.getSpec());
  }

  /**
   * Returns the policy of a resource's spec, for callers that know the engine but not the model.
   */
  public static RunPolicy policy(JobFlow jobFlow) {
    return policy(jobFlow.getSpec());
  }

  /**
   * Returns one draft per entry of {@code flows}, then of {@code finally}, so that the engine's
   * field paths are the manifest's.
   *
   * @throws InvalidSpecException if a field holds a word or number that the schema forbids
   */
  public static List<FlowDraft> drafts(JobFlowSpec spec) {
    List<FlowDraft> drafts = new ArrayList<>();
    for (int i = 0; i < spec.flows().size(); i++) {
      drafts.add(draft(spec.flows().get(i), "flows[" + i + "]", null));
    }
    for (int i = 0; i < spec.finallyFlows().size(); i++) {
      Flow flow = spec.finallyFlows().get(i);
      String path = "finally[" + i + "]";
      drafts.add(draft(flow, path, when(flow.when(), path)));
    }
    return drafts;
  }

  /**
   * Returns what the spec says about the run as a whole.
   *
   * @throws InvalidSpecException if a field holds a word or number that the schema forbids
   */
  public static RunPolicy policy(JobFlowSpec spec) {
    return new RunPolicy(
        failurePolicy(spec.failurePolicy()),
        spec.parallelism() == null
            ? OptionalInt.empty()
            : OptionalInt.of(atLeast(1, spec.parallelism(), "parallelism")),
        Boolean.TRUE.equals(spec.suspend()),
        Boolean.TRUE.equals(spec.cancel()),
        spec.attempt() == null ? 1 : atLeast(1, spec.attempt(), "attempt"),
        spec.activeDeadlineSeconds() == null
            ? Optional.empty()
            : Optional.of(
                Duration.ofSeconds(
                    atLeast(0, spec.activeDeadlineSeconds(), "activeDeadlineSeconds"))));
  }

  private static FlowDraft draft(Flow flow, String path, @Nullable When finallyWhen) {
    return new FlowDraft(
        flow.name(),
        flow.dependencies().stream().map(name -> Objects.requireNonNullElse(name, "")).toList(),
        flow.depends(),
        Boolean.TRUE.equals(flow.allowFailure()),
        retry(flow.retry(), path + ".retry"),
        finallyWhen);
  }

  static RetryPolicy retry(@Nullable RetrySpec retry, String path) {
    if (retry == null || retry.limit() == null) {
      return RetryPolicy.NONE;
    }
    return new RetryPolicy(
        atLeast(0, retry.limit(), path + ".limit"),
        seconds(retry.backoffSeconds(), RetryPolicy.NONE.backoff(), path + ".backoffSeconds"),
        seconds(
            retry.maxBackoffSeconds(), RetryPolicy.NONE.maxBackoff(), path + ".maxBackoffSeconds"));
  }

  private static Duration seconds(@Nullable Integer value, Duration absent, String path) {
    return value == null ? absent : Duration.ofSeconds(atLeast(0, value, path));
  }

  private static FailurePolicy failurePolicy(@Nullable String word) {
    if (word == null) {
      return FailurePolicy.FAIL_FAST;
    }
    return switch (word) {
      case "FailFast" -> FailurePolicy.FAIL_FAST;
      case "Continue" -> FailurePolicy.CONTINUE;
      case "Abort" -> FailurePolicy.ABORT;
      default ->
          throw new InvalidSpecException(
              "failurePolicy", "\"" + word + "\" is none of FailFast, Continue, Abort");
    };
  }

  private static When when(@Nullable String word, String path) {
    if (word == null) {
      return When.ALWAYS;
    }
    return switch (word) {
      case "Always" -> When.ALWAYS;
      case "Failed" -> When.FAILED;
      case "Succeeded" -> When.SUCCEEDED;
      default ->
          throw new InvalidSpecException(
              path + ".when", "\"" + word + "\" is none of Always, Failed, Succeeded");
    };
  }

  private static int atLeast(int minimum, int value, String path) {
    return (int) atLeast((long) minimum, value, path);
  }

  private static long atLeast(long minimum, long value, String path) {
    if (value < minimum) {
      throw new InvalidSpecException(path, value + " is less than " + minimum);
    }
    return value;
  }
}
