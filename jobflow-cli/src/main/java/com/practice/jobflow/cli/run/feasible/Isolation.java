package com.practice.jobflow.cli.run.feasible;

/** What stands between a container and this machine. */
public enum Isolation {
  /** Nothing: a process among others. */
  NONE,
  /** A container with its image's files. */
  CONTAINER
}
