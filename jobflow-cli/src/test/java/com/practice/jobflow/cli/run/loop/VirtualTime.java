package com.practice.jobflow.cli.run.loop;

import java.time.Duration;
import java.time.Instant;

/** A loop for which waiting takes no time: the clock jumps to whatever is due next. */
public final class VirtualTime {
  /** When it begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final Loop loop =
      new Loop(
          () -> now,
          (posted, until) -> {
            if (until == null) {
              throw new IllegalStateException("nothing will ever happen again");
            }
            now = until;
            return null;
          });

  /** Returns the loop. */
  public Loop loop() {
    return loop;
  }

  /** Returns how much time has passed. */
  public Duration passed() {
    return Duration.between(START, now);
  }
}
