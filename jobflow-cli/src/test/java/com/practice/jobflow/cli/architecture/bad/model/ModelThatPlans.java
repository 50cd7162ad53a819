package com.practice.jobflow.cli.architecture.bad.model;

import com.practice.jobflow.cli.architecture.bad.engine.ReadsTheClock;
import java.time.Instant;

/** The wire has no behaviour. */
public record ModelThatPlans(String name) {
  /** Returns when this should start, which is the engine's to say. */
  public Instant startTime() {
    return ReadsTheClock.now();
  }
}
