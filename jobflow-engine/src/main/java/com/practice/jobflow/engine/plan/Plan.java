package com.practice.jobflow.engine.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the engine decided.
 *
 * @param actions what to do once {@code state} is recorded, in order of priority
 * @param state what to record
 * @param phase the phase of the run, the one in {@code state}
 * @param nextWakeUp when to plan again if nothing happens; empty if only an observation or a change
 *     of policy can matter
 */
public record Plan(
    List<Action> actions, RunState state, RunPhase phase, Optional<Instant> nextWakeUp) {

  public Plan {
    actions = List.copyOf(actions);
  }
}
