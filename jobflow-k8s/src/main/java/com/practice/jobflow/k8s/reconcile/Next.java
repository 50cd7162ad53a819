package com.practice.jobflow.k8s.reconcile;

import java.time.Duration;

/**
 * When a JobFlow is to be reconciled again, if nothing happens to it.
 *
 * @param kind whether this one went well
 * @param delay at least so long
 */
public record Next(Kind kind, Duration delay) {
  /** Whether a reconcile went well. */
  public enum Kind {
    /** All is done; only an event brings it back. */
    DONE,
    /** All is done for now. */
    AFTER,
    /** Something failed: after a backoff. */
    RETRY
  }

  private static final Next NOTHING = new Next(Kind.DONE, Duration.ZERO);

  /** Returns that there is nothing more to do. */
  public static Next done() {
    return NOTHING;
  }

  /** Returns that there will be something to do after this long. */
  public static Next after(Duration delay) {
    return new Next(Kind.AFTER, delay);
  }

  /** Returns that something failed. */
  public static Next retry(Duration atLeast) {
    return new Next(Kind.RETRY, atLeast);
  }
}
