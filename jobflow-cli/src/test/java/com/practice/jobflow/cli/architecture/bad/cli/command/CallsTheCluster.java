package com.practice.jobflow.cli.architecture.bad.cli.command;

import com.practice.jobflow.cli.architecture.bad.k8s.CallsUpwards;
import io.fabric8.kubernetes.client.utils.Serialization;

/** A command parses, calls one method, prints. */
public final class CallsTheCluster {
  private CallsTheCluster() {}

  /** Returns a title. */
  public static String title() {
    return Serialization.asYaml(CallsUpwards.class.getSimpleName());
  }
}
