package com.practice.jobflow.k8s.cluster;

/**
 * Where a JobFlow is; who it is, its UID says.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record JobFlowKey(String namespace, String name) {
  /** Returns the key that {@link #toString} was written of. */
  public static JobFlowKey of(String text) {
    int slash = text.indexOf('/');
    return new JobFlowKey(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
