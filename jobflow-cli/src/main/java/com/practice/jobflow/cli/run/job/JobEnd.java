package com.practice.jobflow.cli.run.job;

/**
 * How a Job ended.
 *
 * @param reason CamelCase word of Kubernetes' for a failure; empty text after success
 * @param message one line for people; empty text after success
 */
public record JobEnd(Outcome outcome, String reason, String message) {
  /** Succeeded. */
  public static final JobEnd SUCCEEDED = new JobEnd(Outcome.SUCCEEDED, "", "");

  /** Stopped from outside. */
  public static final JobEnd STOPPED = new JobEnd(Outcome.STOPPED, "", "");

  /** The ways to end. */
  public enum Outcome {
    /** As many pods succeeded as have to. */
    SUCCEEDED,
    /** It cannot succeed any more. */
    FAILED,
    /** Somebody stopped it before it had an end of its own. */
    STOPPED
  }

  static JobEnd failed(String reason, String message) {
    return new JobEnd(Outcome.FAILED, reason, message);
  }
}
