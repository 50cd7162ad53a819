package com.practice.jobflow.engine.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the author of a JobFlow may still change while it runs.
 *
 * @param failurePolicy what an unhandled failure does
 * @param parallelism at most so many Jobs at once, 1 or more; empty for no limit
 * @param suspend start nothing new
 * @param cancel stop what runs and end as Cancelled
 * @param attempt the run's number from 1; higher than the state's on an ended run, it runs again
 *     what did not succeed
 * @param deadline counted from the start of the run; empty for none
 */
public record RunPolicy(
    FailurePolicy failurePolicy,
    OptionalInt parallelism,
    boolean suspend,
    boolean cancel,
    int attempt,
    Optional<Duration> deadline) {

  public RunPolicy {
    parallelism.ifPresent(
        limit -> {
          if (limit < 1) {
            throw new IllegalArgumentException("parallelism must be 1 or more, is " + limit);
          }
        });
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be 1 or more, is " + attempt);
    }
    deadline.ifPresent(
        time -> {
          if (time.isNegative()) {
            throw new IllegalArgumentException("deadline must be 0 or more, is " + time);
          }
        });
  }

  /** FailFast, no limits, first attempt. */
  public static final RunPolicy DEFAULT =
      new RunPolicy(
          FailurePolicy.FAIL_FAST, OptionalInt.empty(), false, false, 1, Optional.empty());
}
