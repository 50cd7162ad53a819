package com.practice.jobflow.engine.plan;

/** Where a flow is now. */
public enum FlowPhase {
  WAITING,
  /** Its dependencies are satisfied, parallelism or suspend holds it. */
  READY,
  /** Recorded as about to start; its Job may or may not exist. */
  STARTING,
  RUNNING,
  /** Failed with retries left, waiting for the backoff to pass. */
  RETRYING,
  SUCCEEDED,
  FAILED,
  SKIPPED,
  CANCELLED;

  /** Returns whether this is an outcome: Succeeded, Failed, Skipped or Cancelled. */
  public boolean isOutcome() {
    return compareTo(SUCCEEDED) >= 0;
  }
}
