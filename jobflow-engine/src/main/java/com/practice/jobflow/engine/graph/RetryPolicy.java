package com.practice.jobflow.engine.graph;

import java.time.Duration;

/**
 * How many new attempts a failed flow gets, and how long each waits.
 *
 * <p>The n-th retry waits {@code backoff * 2^(n-1)}, at most {@code maxBackoff}.
 *
 * @param limit retries after the first attempt, 0 or more
 * @param backoff wait before the first retry, 0 or more
 * @param maxBackoff upper bound of every wait
 */
public record RetryPolicy(int limit, Duration backoff, Duration maxBackoff) {
  /** No retry: the first failure is final. */
  public static final RetryPolicy NONE =
      new RetryPolicy(0, Duration.ofSeconds(10), Duration.ofSeconds(300));

  public RetryPolicy {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must be 0 or more, is " + limit);
    }
    if (backoff.isNegative()) {
      throw new IllegalArgumentException("backoff must be 0 or more, is " + backoff);
    }
    if (maxBackoff.isNegative()) {
      throw new IllegalArgumentException("maxBackoff must be 0 or more, is " + maxBackoff);
    }
  }

  /** Retries up to {@code limit} times with the default waits of 10 s doubling up to 300 s. */
  public static RetryPolicy ofLimit(int limit) {
    return new RetryPolicy(limit, NONE.backoff, NONE.maxBackoff);
  }

  /**
   * Returns how long the next retry waits.
   *
   * @param used the number of retries before it, 0 or more
   */
  public Duration delay(int used) {
    Duration delay = backoff;
    for (int retry = 0;
        retry < used && !delay.isZero() && delay.compareTo(maxBackoff) < 0;
        retry++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(maxBackoff) < 0 ? delay : maxBackoff;
  }
}
