package com.practice.jobflow.cli.architecture.bad.engine;

/** A name for anything at all. */
final class FlowUtils {
  private FlowUtils() {}
}
