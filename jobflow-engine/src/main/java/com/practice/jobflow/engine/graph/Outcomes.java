package com.practice.jobflow.engine.graph;

/** Sets of outcomes as bit masks: what a leaf of the network accepts as true. */
final class Outcomes {
  static final int SUCCEEDED = FlowNetwork.SUCCEEDED;
  static final int FAILED = FlowNetwork.FAILED;
  static final int SKIPPED = FlowNetwork.SKIPPED;
  static final int FINISHED = SUCCEEDED | FAILED | SKIPPED | FlowNetwork.CANCELLED;

  private Outcomes() {}

  static int negated(int mask) {
    return FINISHED & ~mask;
  }

  /** Returns whether a leaf with this mask shows that its author has thought of the failure. */
  static boolean handlesFailure(int mask) {
    return mask == FAILED || mask == FINISHED || mask == negated(SUCCEEDED);
  }

  /** Returns the label of an edge whose leaf has this mask; empty for a plain wait on success. */
  static String label(int mask) {
    return switch (mask) {
      case SUCCEEDED, SUCCEEDED | FAILED -> "";
      case FAILED -> "Failed";
      case SKIPPED -> "Skipped";
      case FINISHED -> "Finished";
      case 0 -> "!Finished";
      default ->
          mask == negated(SUCCEEDED)
              ? "!Succeeded"
              : mask == negated(FAILED) ? "!Failed" : "!Skipped";
    };
  }
}
