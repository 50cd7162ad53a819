package com.practice.jobflow.cli.run.job;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a JobSpec says about its pods, with Kubernetes' defaults.
 *
 * @param completions how many pods must succeed; empty for a work queue, where one has to and then
 *     all others end by themselves
 * @param parallelism most pods at once
 * @param indexed whether every success is that of another index
 * @param backoffLimit most failed pods; more fail the Job
 * @param backoffLimitPerIndex most failed pods of one index; more fail the index
 * @param maxFailedIndexes most failed indexes; more fail the Job at once
 * @param deadline how long the Job may run
 * @param failureRules what a failed pod means, first match wins; empty for counting it
 * @param successRules when the Job has succeeded before all its indexes have
 * @param backoffScale what every wait of Kubernetes' is multiplied by, 0 or more
 */
record JobRules(
    OptionalInt completions,
    int parallelism,
    boolean indexed,
    int backoffLimit,
    OptionalInt backoffLimitPerIndex,
    OptionalInt maxFailedIndexes,
    Optional<Duration> deadline,
    List<PodFailurePolicyRule> failureRules,
    List<SuccessPolicyRule> successRules,
    double backoffScale) {
  private static final int USUAL_BACKOFF_LIMIT = 6;
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(6);
  private static final int MOST_DOUBLINGS = 10;

  static JobRules of(JobSpec spec, double backoffScale) {
    OptionalInt perIndex = number(spec.getBackoffLimitPerIndex());
    int usualLimit = perIndex.isPresent() ? Integer.MAX_VALUE : USUAL_BACKOFF_LIMIT;
    boolean neither = spec.getCompletions() == null && spec.getParallelism() == null;
    return new JobRules(
        neither ? OptionalInt.of(1) : number(spec.getCompletions()),
        Objects.requireNonNullElse(spec.getParallelism(), 1),
        "Indexed".equals(spec.getCompletionMode()),
        Objects.requireNonNullElse(spec.getBackoffLimit(), usualLimit),
        perIndex,
        number(spec.getMaxFailedIndexes()),
        Optional.ofNullable(spec.getActiveDeadlineSeconds()).map(Duration::ofSeconds),
        spec.getPodFailurePolicy() == null ? List.of() : spec.getPodFailurePolicy().getRules(),
        spec.getSuccessPolicy() == null ? List.of() : spec.getSuccessPolicy().getRules(),
        backoffScale);
  }

  /** Returns how long to wait after so many failures in a row, 1 or more. */
  Duration backoff(int failures) {
    Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return scaled(wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait, backoffScale);
  }

  static Duration scaled(Duration wait, double scale) {
    return Duration.ofMillis(Math.round(wait.toMillis() * scale));
  }

  private static OptionalInt number(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
