package com.practice.jobflow.k8s.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gathers during one reconcile what decides when the next one is due. */
final class Agenda {
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final Instant now;
  private Duration wait;
  private boolean failed;
  private Duration atLeast = Duration.ZERO;

  /** Without anything else, the safety resync is due. */
  Agenda(Instant now, Duration resync) {
    this.now = now;
    this.wait = resync;
  }

  void at(Optional<Instant> time) {
    time.ifPresent(this::at);
  }

  /**
   * A time that has come already is not waited for without end: the clock may have been set back.
   */
  void at(Instant time) {
    Duration until = Duration.between(now, time);
    in(until.compareTo(SHORTEST) < 0 ? SHORTEST : until);
  }

  void in(Duration duration) {
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    wait = positive.compareTo(wait) < 0 ? positive : wait;
  }

  void retry(Duration least) {
    failed = true;
    atLeast = least;
  }

  Next next() {
    return failed ? Next.retry(atLeast) : Next.after(wait);
  }
}
