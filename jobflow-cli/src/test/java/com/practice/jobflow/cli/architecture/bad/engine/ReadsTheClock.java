package com.practice.jobflow.cli.architecture.bad.engine;

import java.time.Instant;

/** Time is an argument. */
public final class ReadsTheClock {
  private ReadsTheClock() {}

  /** Returns what it should have been told. */
  public static Instant now() {
    return Instant.now();
  }
}
