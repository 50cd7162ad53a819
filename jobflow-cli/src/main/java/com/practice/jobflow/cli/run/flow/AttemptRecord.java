package com.practice.jobflow.cli.run.flow;

import com.practice.jobflow.cli.run.job.JobEnd;
import com.practice.jobflow.cli.run.job.PodEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Job of a flow, while it runs and afterwards. Belongs to the run's loop. */
public final class AttemptRecord {
  private final int attempt;
  private final Instant start;
  private final List<PodEnd> pods = new ArrayList<>();
  private @Nullable JobEnd end;
  private @Nullable Instant endTime;
  private @Nullable Instant backoffUntil;

  AttemptRecord(int attempt, Instant start) {
    this.attempt = attempt;
    this.start = start;
  }

  void podEnded(PodEnd pod) {
    pods.add(pod);
    backoffUntil = null;
  }

  void podStarted() {
    backoffUntil = null;
  }

  void backingOff(Instant until) {
    backoffUntil = until;
  }

  void ended(JobEnd how, Instant when) {
    end = how;
    endTime = when;
  }

  /** Returns its number, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Returns when it started. */
  public Instant start() {
    return start;
  }

  /** Returns when it ended; empty while it runs. */
  public Optional<Instant> endTime() {
    return Optional.ofNullable(endTime);
  }

  /** Returns how it ended; empty while it runs. */
  public Optional<JobEnd> end() {
    return Optional.ofNullable(end);
  }

  /** Returns until when its next pod waits; empty if none waits. */
  public Optional<Instant> backoffUntil() {
    return Optional.ofNullable(backoffUntil);
  }

  /** Returns its pods that have ended, in the order of their ends. */
  public List<PodEnd> pods() {
    return Collections.unmodifiableList(pods);
  }

  /** Returns the last pod that failed; empty if none has. */
  public Optional<PodEnd> lastFailure() {
    for (int i = pods.size() - 1; i >= 0; i--) {
      if (!pods.get(i).succeeded()) {
        return Optional.of(pods.get(i));
      }
    }
    return Optional.empty();
  }
}
