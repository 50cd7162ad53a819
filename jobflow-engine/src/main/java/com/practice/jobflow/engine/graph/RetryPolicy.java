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

  /** Retries up to {@code limit} times with the default waits of 10 s doubling up to 300 s. */
  public static RetryPolicy ofLimit(int limit) {
    return new RetryPolicy(limit, NONE.backoff, NONE.maxBackoff);
  }
}
