package com.practice.jobflow.cli.run.flow;

/** Why a run is ended from outside; what runs is stopped, and {@code finally} flows do not run. */
public enum Ending {
  /** Somebody asked for it. */
  INTERRUPTED("Interrupted"),
  /** It took too long. */
  TIMED_OUT("TimedOut");

  private final String word;

  Ending(String word) {
    this.word = word;
  }

  /** Returns the reason that flows get. */
  public String word() {
    return word;
  }
}
