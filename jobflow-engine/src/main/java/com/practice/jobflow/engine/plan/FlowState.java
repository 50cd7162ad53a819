package com.practice.jobflow.engine.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one flow.
 *
 * @param phase where it is
 * @param attempt number of its latest Job, from 1; 0 before the first
 * @param retries how many retries this run has used
 * @param startTime when the latest attempt was recorded to start; {@code null} before
 * @param completionTime when it ended; {@code null} before
 * @param retryTime when the next attempt may start; only while Retrying
 * @param reason CamelCase word for an end that is no success; {@code null} otherwise
 * @param message one line for people; {@code null} for none
 */
public record FlowState(
    FlowPhase phase,
    int attempt,
    int retries,
    @Nullable Instant startTime,
    @Nullable Instant completionTime,
    @Nullable Instant retryTime,
    @Nullable String reason,
    @Nullable String message) {

  public FlowState {
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt must be 0 or more, is " + attempt);
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries must be 0 or more, is " + retries);
    }
  }

  /** A flow of which nothing is recorded. */
  public static final FlowState WAITING =
      new FlowState(FlowPhase.WAITING, 0, 0, null, null, null, null, null);
}
