package com.practice.jobflow.k8s.cluster;

import org.jspecify.annotations.Nullable;

/** What is kept of every object, whatever else is: enough to tell it from others. Immutable. */
public interface ObjectRecord {
  /** Returns its namespace. */
  String namespace();

  /** Returns its name. */
  String name();

  /** Returns its UID. */
  String uid();

  /** Returns its version. */
  String resourceVersion();

  /** Returns who controls it; {@code null} for nobody. */
  JobRecord.@Nullable Controller controller();
}
