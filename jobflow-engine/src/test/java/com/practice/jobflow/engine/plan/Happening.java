package com.practice.jobflow.engine.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One thing that happens to a run in a random test. */
sealed interface Happening {
  Instant START_OF_TIME = Instant.parse("2026-01-01T00:00:00Z");

  Instant now();

  /** The run is told to begin. */
  record Begin(Instant now) implements Happening {}

  /** Jobs were seen, one of them or several at once. */
  record Seen(List<Observation> seen, Instant now) implements Happening {}

  /** Somebody tells a FlowRun in the first person that the flow's Job succeeded. */
  record Told(String flow, int attempt, Instant now) implements Happening {}

  /** Nothing but time has passed. */
  record Tick(Instant now) implements Happening {}

  /** The author has edited the policy. */
  record Change(RunPolicy policy, Instant now) implements Happening {}

  /** Returns one short line. */
  default String describe() {
    String what;
    if (this instanceof Seen seen) {
      what = seen.seen().stream().map(Happening::describe).collect(Collectors.joining(" and "));
    } else if (this instanceof Told told) {
      what = "succeeded(" + told.flow() + ")";
    } else if (this instanceof Change change) {
      what = change.policy().toString();
    } else {
      what = getClass().getSimpleName();
    }
    return seconds(now()) + " " + what;
  }

  private static String describe(Observation seen) {
    String job = seen.flow() + "#" + seen.attempt() + " " + seen.getClass().getSimpleName();
    if (seen instanceof Observation.Failed failed) {
      return job + " at " + seconds(failed.time()) + " " + failed.reason();
    }
    if (seen instanceof Observation.Succeeded succeeded) {
      return job + " at " + seconds(succeeded.time());
    }
    return job;
  }

  /** Returns the seconds since the start of a random test. */
  static String seconds(Instant time) {
    return Duration.between(START_OF_TIME, time).toMillis() / 1000.0 + "s";
  }
}
