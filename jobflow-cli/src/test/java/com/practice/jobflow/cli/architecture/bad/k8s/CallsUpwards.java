package com.practice.jobflow.cli.architecture.bad.k8s;

import com.practice.jobflow.cli.architecture.bad.cli.command.CallsTheCluster;

/** Arrows point one way. */
public final class CallsUpwards {
  private CallsUpwards() {}

  /** Returns what only a command may know. */
  public static String ask() {
    return CallsTheCluster.title();
  }
}
