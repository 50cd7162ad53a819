package com.practice.jobflow.engine.plan;

/** What an unhandled failure of a flow does to the others. */
public enum FailurePolicy {
  /** Start nothing new, let what runs end. */
  FAIL_FAST,
  /** Run all that can still run. */
  CONTINUE,
  /** As FailFast, and stop what runs. */
  ABORT
}
