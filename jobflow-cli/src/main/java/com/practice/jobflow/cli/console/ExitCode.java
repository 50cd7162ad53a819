package com.practice.jobflow.cli.console;

/** What the exit status of every command means. */
public enum ExitCode {
  /** Done; what was asked for is as wished. */
  OK(0),
  /** Done, and the answer is no: problems in a manifest, a JobFlow that Failed. */
  NEGATIVE(1),
  /** The command line makes no sense. */
  USAGE(2),
  /** The command's own patience ran out; what it watched goes on. */
  CLIENT_TIMEOUT(3),
  /** A thing that was named is not there. */
  NOT_FOUND(4),
  /** The cluster does not answer, refuses, or lacks the CRD. */
  CLUSTER(5),
  /** The JobFlow was cancelled or ran out of its time. */
  CANCELLED(6),
  /** A bug in jobflow, or standard output could not be written. */
  INTERNAL(70),
  /** Ctrl-C. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** Returns the process's exit status. */
  public int status() {
    return status;
  }
}
