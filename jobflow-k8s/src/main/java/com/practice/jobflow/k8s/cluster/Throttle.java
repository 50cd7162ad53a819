package com.practice.jobflow.k8s.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all of us away from an API server that asked to be left alone: its {@code Retry-After} is
 * meant for the client, not for the one request that it happened to refuse. Thread-safe.
 */
final class Throttle {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Long> until = new AtomicReference<>();

  Throttle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void pause(Duration wish) {
    Duration pause = wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    long end = nanoTime.getAsLong() + pause.toNanos();
    until.accumulateAndGet(
        end, (present, given) -> present == null || given - present > 0 ? given : present);
  }

  /** Returns how long to stay away; zero if requests are welcome. */
  Duration remaining() {
    Long end = until.get();
    long nanos = end == null ? 0 : end - nanoTime.getAsLong();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }
}
