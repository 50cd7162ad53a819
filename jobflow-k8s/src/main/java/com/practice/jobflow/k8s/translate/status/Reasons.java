package com.practice.jobflow.k8s.translate.status;

/** The reasons that stand in conditions; part of the API, so they never change. */
public final class Reasons {
  /** Complete: every flow that counts succeeded. */
  public static final String COMPLETED = "Completed";

  /** Failed: a flow failed. */
  public static final String FLOW_FAILED = "FlowFailed";

  /** Failed: the deadline passed. */
  public static final String DEADLINE_EXCEEDED = "DeadlineExceeded";

  /** Failed: somebody cancelled the run. */
  public static final String CANCELLED = "Cancelled";

  /** Suspended, while {@code spec.suspend} holds every start. */
  public static final String SUSPENDED = "Suspended";

  /** Suspended is False: it was, and goes on. */
  public static final String RESUMED = "Resumed";

  /** Stalled: the spec is no valid graph. */
  public static final String INVALID_SPEC = "InvalidSpec";

  /** Stalled: the flows were changed after the start. */
  public static final String SPEC_CHANGED = "SpecChanged";

  /** Stalled: the status holds something that this version cannot read. */
  public static final String UNREADABLE_STATUS = "UnreadableStatus";

  /** Reconciling: Jobs run or are about to. */
  public static final String RUNNING = "Running";

  /** Reconciling: a verdict is reached, Jobs are still ending. */
  public static final String STOPPING = "Stopping";

  private Reasons() {}
}
