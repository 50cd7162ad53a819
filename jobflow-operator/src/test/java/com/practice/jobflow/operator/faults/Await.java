package com.practice.jobflow.operator.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what nobody announces. */
final class Await {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

  private Await() {}

  /** Returns as soon as it is so; fails if it is not in time. */
  static void until(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }
}
