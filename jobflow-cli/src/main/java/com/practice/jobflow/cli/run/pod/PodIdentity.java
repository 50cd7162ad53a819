package com.practice.jobflow.cli.run.pod;

import java.util.Map;

/**
 * What a pod can ask about itself.
 *
 * @param hostname its host name, a DNS label
 * @param nodeName the machine
 */
public record PodIdentity(
    String name,
    String namespace,
    String uid,
    String hostname,
    String nodeName,
    Map<String, String> labels,
    Map<String, String> annotations) {
  public PodIdentity {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
