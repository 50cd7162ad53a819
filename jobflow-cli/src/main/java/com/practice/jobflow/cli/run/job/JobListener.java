package com.practice.jobflow.cli.run.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;

/** Who follows a Job; called on the loop's thread. */
public interface JobListener {
  /** A container is about to start and will write to this file. */
  default void containerStarted(OptionalInt index, String container, Path log) {}

  /** A pod has ended. */
  void podEnded(PodEnd end);

  /** The next pod waits for the backoff until then. */
  default void backingOff(Instant until) {}

  /** The Job has ended and has no pod any more; called once. */
  void jobEnded(JobEnd end);
}
