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
  CANCELLED
}
