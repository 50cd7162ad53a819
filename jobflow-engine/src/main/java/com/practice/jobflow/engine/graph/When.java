package com.practice.jobflow.engine.graph;

/** On which verdict of the other flows a {@code finally} flow runs. */
public enum When {
  /** However they ended, cancelled included. */
  ALWAYS,
  /** Only if the verdict so far is Failed. */
  FAILED,
  /** Only if the verdict so far is Succeeded. */
  SUCCEEDED
}
