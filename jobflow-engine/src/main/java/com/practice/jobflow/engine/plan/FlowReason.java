package com.practice.jobflow.engine.plan;

/**
 * The reasons that the engine itself gives to a flow; a Job's own failure reason passes through as
 * it is.
 */
public enum FlowReason {
  /** Its dependencies can no longer be satisfied. */
  DEPENDENCY_IMPOSSIBLE("DependencyImpossible"),
  /** Another flow failed before this one was started. */
  FAIL_FAST("FailFast"),
  /** Another flow failed and the policy is Abort. */
  ABORTED("Aborted"),
  DEADLINE_EXCEEDED("DeadlineExceeded"),
  CANCELLED("Cancelled"),
  /** The verdict is not the one that a finally flow asks for. */
  WHEN("When"),
  /** Its Job vanished before its outcome was known. */
  JOB_DELETED("JobDeleted");

  private final String wire;

  FlowReason(String wire) {
    this.wire = wire;
  }

  /** Returns the CamelCase word that stands in a status; part of the API. */
  public String wire() {
    return wire;
  }
}
