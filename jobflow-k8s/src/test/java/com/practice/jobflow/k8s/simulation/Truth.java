package com.practice.jobflow.k8s.simulation;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.jspecify.annotations.Nullable;

/** What really became of one attempt, whoever knows it. */
final class Truth {
  private final String name;
  private @Nullable Job job;
  private boolean refused;
  private boolean completed;
  private boolean failed;
  private boolean bound;
  private boolean disowned;
  private @Nullable Fate fate;
  private long goneAt;
  private boolean late;

  Truth(String name) {
    this.name = name;
  }

  void create(Job created, boolean afterItsOutcome) {
    job = created;
    fate = null;
    late = afterItsOutcome;
  }

  void refuse() {
    refused = true;
  }

  void end(boolean succeeds) {
    completed |= succeeds;
    failed |= !succeeds;
  }

  void bind() {
    bound = true;
  }

  void go(Fate by, long when) {
    fate = by;
    goneAt = when;
  }

  /** Returns whether a request that was sent then was on its way while the Job went. */
  boolean wentAfter(long sent) {
    return fate != null && sent <= goneAt;
  }

  void disown() {
    disowned = true;
  }

  String name() {
    return name;
  }

  int attempt() {
    return Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
  }

  boolean exists() {
    return job != null && fate == null;
  }

  boolean wasCreated() {
    return job != null;
  }

  boolean wasRefused() {
    return refused;
  }

  boolean hasCompleted() {
    return completed;
  }

  /** Returns whether it has completed, or will unless somebody takes it away. */
  boolean isBoundToComplete() {
    return completed || bound;
  }

  boolean hasFailed() {
    return failed;
  }

  /** Returns whether its Job was there and is not ours to see any more, by somebody else's hand. */
  boolean wasTakenAway() {
    return disowned || (fate != null && fate != Fate.OPERATOR && fate != Fate.TTL);
  }

  /** Returns whether nobody looks for its Job any more. */
  boolean isBeyondReach() {
    return disowned || late;
  }

  @Nullable Job job() {
    return job;
  }

  @Override
  public String toString() {
    return name
        + " (created "
        + wasCreated()
        + ", completed "
        + completed
        + ", failed "
        + failed
        + ", gone by "
        + fate
        + (disowned ? ", disowned" : "")
        + ")";
  }
}
