package com.practice.jobflow.k8s.queue;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after the n-th failure in a row: doubling, bounded, and spread so that what
 * failed together does not come back together.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;

  /**
   * Makes a backoff.
   *
   * @param first wait after the first failure, before it is spread
   * @param longest upper bound of every wait
   * @param random numbers from 0 to 1 that spread a wait over its upper half
   */
  public Backoff(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * Returns the wait after so many failures in a row.
   *
   * @param failures 1 or more
   */
  public Duration after(int failures) {
    int doublings = Math.min(failures - 1, 30);
    long full = Math.min(first.toMillis() << doublings, longest.toMillis());
    return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * random.getAsDouble())));
  }
}
