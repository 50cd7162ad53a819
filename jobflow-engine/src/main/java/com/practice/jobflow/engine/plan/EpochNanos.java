package com.practice.jobflow.engine.plan;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as nanoseconds since the epoch: eight bytes, where an Instant takes 24 and a
 * reference.
 */
final class EpochNanos {
  /** Stands for no time at all. */
  static final long NONE = Long.MIN_VALUE;

  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  static long of(@Nullable Instant time) {
    if (time == null) {
      return NONE;
    }
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the time " + time + " is not between the years 1678 and 2262", e);
    }
  }

  static @Nullable Instant toInstant(long nanos) {
    return nanos == NONE
        ? null
        : Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
  }

  /** Returns the time after a wait, the last possible time if that is too far away. */
  static long plus(long nanos, Duration wait) {
    try {
      return Math.addExact(nanos, wait.toNanos());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
