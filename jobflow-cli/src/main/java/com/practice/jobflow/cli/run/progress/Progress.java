package com.practice.jobflow.cli.run.progress;

/** Where the course of a run is shown. Belongs to the run's loop. */
public interface Progress extends AutoCloseable {
  /** Something has changed. */
  void changed();

  /** Time has passed. */
  void tick();

  /** Says something beside the flows' lines. */
  void say(String line);

  /** Passes on a line of a container's output. */
  void output(String line);

  /** Shows the last state and leaves the terminal as it was. */
  @Override
  void close();
}
