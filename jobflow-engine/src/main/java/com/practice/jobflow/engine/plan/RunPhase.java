package com.practice.jobflow.engine.plan;

/** Where a JobFlow is now. Invalid is not here: without a valid graph there is no run. */
public enum RunPhase {
  PENDING,
  RUNNING,
  SUSPENDED,
  /** A verdict is reached, Jobs are still ending. */
  STOPPING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Returns whether the run has ended. */
  public boolean isEnded() {
    return compareTo(SUCCEEDED) >= 0;
  }
}
