package com.practice.jobflow.operator.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a Lease says. The times are for people: nobody's decision depends on them.
 *
 * @param version changes with each write to the Lease; empty in one that is not written yet
 * @param holder who leads; empty for nobody
 * @param duration how long the holder wants to be left alone; zero if it does not say
 * @param acquired since when the holder leads
 * @param renewed when the holder wrote last
 * @param transitions how often the holder has changed
 */
record LeaseRecord(
    String version,
    String holder,
    Duration duration,
    @Nullable Instant acquired,
    @Nullable Instant renewed,
    int transitions) {
  boolean isHeldBy(String identity) {
    return holder.equals(identity);
  }

  boolean isFree() {
    return holder.isEmpty();
  }
}
