package com.practice.jobflow.engine.plan;

/** Something to do for a flow, after the state that asks for it is recorded. */
public sealed interface Action {
  /** Returns the name of the flow. */
  String flow();

  /** Returns which of the flow's Jobs is meant, from 1. */
  int attempt();

  /** Calls the one case that fits. */
  <R> R match(Cases<R> cases);

  /** One function per kind of action. */
  interface Cases<R> {
    R start(Start action);

    R stop(Stop action);
  }

  /** Create the Job of this attempt. */
  record Start(String flow, int attempt) implements Action {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.start(this);
    }
  }

  /** Delete the Job of this attempt. */
  record Stop(String flow, int attempt) implements Action {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stop(this);
    }
  }
}
