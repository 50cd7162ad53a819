package com.practice.jobflow.k8s.cluster;

/**
 * Where a JobFlow is; who it is, its UID says.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record JobFlowKey(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
