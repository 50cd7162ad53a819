package com.practice.jobflow.engine.plan;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is recorded of a run, and what was observed since. Immutable.
 *
 * @param phase where the run is
 * @param attempt which attempt of the whole JobFlow this is, from 1
 * @param startTime when this attempt started; {@code null} while Pending
 * @param completionTime when it ended; {@code null} before
 * @param stop why nothing new starts; {@code null} while all goes on
 * @param flows the flows that have left Waiting or have had an attempt, in the order of
 *     declaration; copied
 * @param observations what the next plan takes into account; empty in a plan's result
 */
public record RunState(
    RunPhase phase,
    int attempt,
    @Nullable Instant startTime,
    @Nullable Instant completionTime,
    @Nullable StopReason stop,
    Map<String, FlowState> flows,
    List<Observation> observations) {
  public RunState {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be 1 or more, is " + attempt);
    }
    flows = ImmutableMap.copyOf(flows);
    observations = List.copyOf(observations);
  }

  /** A run that has not started. */
  public static final RunState NEW =
      new RunState(RunPhase.PENDING, 1, null, null, null, Map.of(), List.of());

  /** Returns this state with these observations for the next plan. */
  public RunState observing(List<Observation> seen) {
    return new RunState(phase, attempt, startTime, completionTime, stop, flows, seen);
  }

  /** Returns what is recorded of a flow, {@link FlowState#WAITING} if nothing is. */
  public FlowState flow(String name) {
    return flows.getOrDefault(name, FlowState.WAITING);
  }
}
