package com.practice.jobflow.engine.plan;

/**
 * Why a run starts nothing new any more, mildest first; a stronger reason replaces a milder one.
 */
public enum StopReason {
  /** An unhandled failure under FailFast: what runs may end. */
  FAIL_FAST,
  /** An unhandled failure under Abort: what runs is stopped. */
  ABORT,
  /** The run's deadline has passed: what runs is stopped. */
  DEADLINE_EXCEEDED,
  /** Somebody cancelled the run: what runs is stopped. */
  CANCELLED;

  /** Returns whether Jobs that exist are deleted too. */
  boolean stopsRunning() {
    return this != FAIL_FAST;
  }

  /** Returns whether the run is to end even while it is suspended. */
  boolean overridesSuspend() {
    return this == DEADLINE_EXCEEDED || this == CANCELLED;
  }

  /** Returns the outcome of a main flow that has not been started. */
  FlowPhase unstartedOutcome() {
    return this == CANCELLED ? FlowPhase.CANCELLED : FlowPhase.SKIPPED;
  }

  /** Returns the reason of a main flow that has not been started. */
  FlowReason unstartedReason() {
    return switch (this) {
      case FAIL_FAST, ABORT -> FlowReason.FAIL_FAST;
      case DEADLINE_EXCEEDED -> FlowReason.DEADLINE_EXCEEDED;
      case CANCELLED -> FlowReason.CANCELLED;
    };
  }

  /** Returns the reason of a main flow whose Job was stopped. */
  FlowReason stoppedReason() {
    return this == ABORT ? FlowReason.ABORTED : unstartedReason();
  }
}
