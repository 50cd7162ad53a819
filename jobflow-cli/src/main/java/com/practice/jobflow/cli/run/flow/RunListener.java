package com.practice.jobflow.cli.run.flow;

import com.practice.jobflow.cli.run.job.PodEnd;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Who watches a run; called on the loop's thread. */
public interface RunListener {
  /** Some flow or the run as a whole is in another state. */
  void changed();

  /** A container of a flow is about to start and will write to this file. */
  default void containerStarted(String flow, OptionalInt index, String container, Path log) {}

  /** A pod of a flow failed, and the flow was not being stopped. */
  default void podFailed(String flow, int attempt, PodEnd pod) {}
}
