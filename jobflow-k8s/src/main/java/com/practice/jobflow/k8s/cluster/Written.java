package com.practice.jobflow.k8s.cluster;

import java.util.List;

/**
 * What a write left behind.
 *
 * @param uid the object's UID
 * @param resourceVersion its version after the write
 * @param warnings what the API server had to say about what was written, such as fields that it
 *     does not know
 */
public record Written(String uid, String resourceVersion, List<String> warnings) {
  /** Copies the warnings. */
  public Written {
    warnings = List.copyOf(warnings);
  }

  /** A write that nobody warned of, or the basis of one. */
  public Written(String uid, String resourceVersion) {
    this(uid, resourceVersion, List.of());
  }
}
