package com.practice.jobflow.engine.plan;

import java.time.Instant;

/**
 * What somebody saw of one attempt's Job. One of another attempt than the recorded, or of a flow
 * that has no Job now, changes nothing.
 */
public sealed interface Observation {
  /** Returns the name of the flow. */
  String flow();

  /** Returns which of the flow's Jobs is meant, from 1. */
  int attempt();

  /** Calls the one case that fits. */
  <R> R match(Cases<R> cases);

  /** One function per kind of observation. */
  interface Cases<R> {
    R running(Running seen);

    R succeeded(Succeeded seen);

    R failed(Failed seen);

    R rejected(Rejected seen);

    R missing(Missing seen);
  }

  /** Its Job exists and has not ended. */
  record Running(String flow, int attempt) implements Observation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.running(this);
    }
  }

  /** Its Job succeeded at {@code time}. */
  record Succeeded(String flow, int attempt, Instant time) implements Observation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.succeeded(this);
    }
  }

  /** Its Job failed at {@code time}. */
  record Failed(String flow, int attempt, Instant time, String reason, String message)
      implements Observation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.failed(this);
    }
  }

  /** Its Job cannot be created, now or later: the flow fails without a retry. */
  record Rejected(String flow, int attempt, String reason, String message) implements Observation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rejected(this);
    }
  }

  /**
   * Its Job certainly does not exist (a fresh read, not a cache). A Starting flow is started again,
   * a Running one has Failed with {@link FlowReason#JOB_DELETED}, without a retry, or is Cancelled
   * if the run was stopping it.
   */
  record Missing(String flow, int attempt) implements Observation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.missing(this);
    }
  }
}
