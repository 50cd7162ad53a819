package com.practice.jobflow.k8s.memory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the request to create one attempt's Job.
 *
 * @param attempt which attempt
 * @param state what became of it
 * @param uid the Job's UID if it was created; {@code null} otherwise
 * @param time when this became known
 * @param notBefore when it may be tried again
 * @param trouble why it was not created; {@code null} for no reason worth telling
 */
public record Creation(
    int attempt,
    State state,
    @Nullable String uid,
    Instant time,
    Instant notBefore,
    @Nullable Trouble trouble) {
  /** Nobody is held back for longer; a time further away was set by another clock than today's. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

  /** What became of a request. */
  public enum State {
    /** It has not been sent, or was refused: by our doing there is no Job. */
    UNSENT,
    /** The Job was created, or found to exist; the cache may not have it yet. */
    CREATED,
    /** The Job can never be created. */
    REJECTED
  }

  /** Returns whether it may not be tried again yet. */
  public boolean isHeldAt(Instant now) {
    return now.isBefore(notBefore) && !now.plus(LONGEST_HOLD).isBefore(notBefore);
  }
}
