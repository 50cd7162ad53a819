package com.practice.jobflow.k8s.cluster;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** How what the API server sends is read. */
public final class WireFormat {
  /** An API server reads no deeper than 10,000 levels, and puts an object into an event. */
  private static final int DEEPEST = 11_000;

  private WireFormat() {}

  /**
   * Returns a serialization that reads all that an API server takes. With the usual limits one
   * object that is nested more than 500 levels deep, or has a key of more than 50,000 characters,
   * makes every list and every watch that it is in unreadable, and so keeps a whole controller from
   * working. Thread-safe.
   */
  public static KubernetesSerialization serialization() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNameLength(Integer.MAX_VALUE)
            .build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(constraints).build();
    return new KubernetesSerialization(JsonMapper.builder(factory).build(), true);
  }
}
