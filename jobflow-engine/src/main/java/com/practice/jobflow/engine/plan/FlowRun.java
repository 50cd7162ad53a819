package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowGraph;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a graph, kept in memory and advanced event by event. Every event returns what is to be
 * done now, in order of priority. Not thread-safe.
 */
public final class FlowRun {
  private FlowRun() {}

  /** Returns a run that has not started. */
  public static FlowRun of(FlowGraph graph, RunPolicy policy) {
    return resume(graph, policy, RunState.NEW);
  }

  /** Returns the run that a state records; its observations are not taken into account. */
  public static FlowRun resume(FlowGraph graph, RunPolicy policy, RunState state) {
    throw new UnsupportedOperationException();
  }

  /** Starts the run: whatever waits for nothing. */
  public List<Action> start(Instant now) {
    throw new UnsupportedOperationException();
  }

  /**
   * The flow's current attempt succeeded.
   *
   * @throws IllegalArgumentException if there is no such flow
   * @throws IllegalStateException if the flow is neither Starting nor Running
   */
  public List<Action> succeeded(String flow, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** The flow's current attempt failed; throws as {@link #succeeded}. */
  public List<Action> failed(String flow, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Somebody saw a Job; changes nothing if it is not the recorded attempt's. */
  public List<Action> observe(Observation seen, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Time has passed: retries and the deadline. */
  public List<Action> tick(Instant now) {
    throw new UnsupportedOperationException();
  }

  /** The policy has changed: parallelism, suspend, cancel, attempt, deadline. */
  public List<Action> change(RunPolicy policy, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Returns when to call {@link #tick} if nothing else happens. */
  public Optional<Instant> nextWakeUp() {
    throw new UnsupportedOperationException();
  }

  /** Returns the phase of the run. */
  public RunPhase phase() {
    throw new UnsupportedOperationException();
  }

  /** Returns what is known of one flow. */
  public FlowState flow(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns the dependencies that a Waiting flow still waits for. */
  public List<String> waitingFor(String flow) {
    throw new UnsupportedOperationException();
  }

  /** Returns how many flows have an outcome. */
  public int ended() {
    throw new UnsupportedOperationException();
  }

  /** Returns the state to record; O(flows). */
  public RunState state() {
    throw new UnsupportedOperationException();
  }
}
