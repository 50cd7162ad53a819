package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowNetwork;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of every flow, in columns, with the counts that the rules of a run ask for. What
 * few flows have takes no room until the first one has it.
 */
final class FlowTable {
  private final FlowNetwork network;
  private final FlowPhase[] phases;
  private final int[] attempts;
  private final long[] starts;
  private final long[] ends;
  private int @Nullable [] retries;
  private Detail @Nullable [] details;

  private int open;
  private int openMain;
  private int heldMain;
  private int active;
  private int failedMain;
  private int failedFinally;
  private int unhandled;

  FlowTable(FlowNetwork network) {
    int size = network.size();
    this.network = network;
    this.phases = new FlowPhase[size];
    this.attempts = new int[size];
    this.starts = new long[size];
    this.ends = new long[size];
    Arrays.fill(phases, FlowPhase.WAITING);
    Arrays.fill(starts, EpochNanos.NONE);
    Arrays.fill(ends, EpochNanos.NONE);
    this.open = size;
    this.openMain = network.mainCount();
    this.heldMain = network.mainCount();
  }

  FlowPhase phase(int flow) {
    return phases[flow];
  }

  int attempt(int flow) {
    return attempts[flow];
  }

  int retries(int flow) {
    return retries == null ? 0 : retries[flow];
  }

  /** Returns whether the flow has been started since the run was. */
  boolean hasStarted(int flow) {
    return starts[flow] != EpochNanos.NONE;
  }

  Detail detail(int flow) {
    return details == null ? Detail.NONE : details[flow];
  }

  boolean isMain(int flow) {
    return flow < network.mainCount();
  }

  /** Returns the number of flows without an outcome. */
  int open() {
    return open;
  }

  /** Returns the number of main flows without an outcome. */
  int openMain() {
    return openMain;
  }

  /** Returns the number of main flows that have neither a Job nor an outcome. */
  int heldMain() {
    return heldMain;
  }

  /** Returns the number of flows that are Starting or Running. */
  int active() {
    return active;
  }

  /** Returns the number of main flows whose failure makes the run fail. */
  int failedMain() {
    return failedMain;
  }

  /** Returns the number of finally flows whose failure makes the run fail. */
  int failedFinally() {
    return failedFinally;
  }

  /** Returns the number of main flows whose failure the failure policy asks for. */
  int unhandled() {
    return unhandled;
  }

  boolean isUnhandledFailure(int flow) {
    return phases[flow] == FlowPhase.FAILED
        && isMain(flow)
        && !network.allowsFailure(flow)
        && !network.handlesFailure(flow);
  }

  void restore(int flow, FlowState state) {
    move(flow, state.phase());
    attempts[flow] = state.attempt();
    starts[flow] = EpochNanos.of(state.startTime());
    ends[flow] = EpochNanos.of(state.completionTime());
    setRetries(flow, state.retries());
    setDetail(flow, new Detail(state.reason(), state.message(), EpochNanos.of(state.retryTime())));
  }

  /** Takes a flow to a phase that is no outcome. */
  void hold(int flow, FlowPhase phase, Detail detail) {
    move(flow, phase);
    setDetail(flow, detail);
  }

  /** Records that nothing but a place holds the flow back. */
  void ready(int flow) {
    move(flow, FlowPhase.READY);
    clearDetail(flow);
  }

  /** Records that the flow's next attempt starts. */
  void start(int flow, long now) {
    if (hasStarted(flow)) {
      setRetries(flow, retries(flow) + 1);
    }
    move(flow, FlowPhase.STARTING);
    attempts[flow]++;
    starts[flow] = now;
    clearDetail(flow);
  }

  void end(int flow, FlowPhase outcome, long time, Detail detail) {
    move(flow, outcome);
    ends[flow] = time;
    setDetail(flow, detail);
  }

  /** Forgets all but the number of attempts. */
  void reset(int flow) {
    move(flow, FlowPhase.WAITING);
    starts[flow] = EpochNanos.NONE;
    ends[flow] = EpochNanos.NONE;
    setRetries(flow, 0);
    setDetail(flow, Detail.NONE);
  }

  void running(int flow) {
    move(flow, FlowPhase.RUNNING);
  }

  FlowState state(int flow) {
    Detail detail = detail(flow);
    return new FlowState(
        phases[flow],
        attempts[flow],
        retries(flow),
        EpochNanos.toInstant(starts[flow]),
        EpochNanos.toInstant(ends[flow]),
        EpochNanos.toInstant(detail.retryAt()),
        detail.reason(),
        detail.message());
  }

  private void setRetries(int flow, int used) {
    if (retries == null) {
      if (used == 0) {
        return;
      }
      retries = new int[phases.length];
    }
    retries[flow] = used;
  }

  private void clearDetail(int flow) {
    if (details != null) {
      details[flow] = Detail.NONE;
    }
  }

  private void setDetail(int flow, Detail detail) {
    if (details == null) {
      if (detail.equals(Detail.NONE)) {
        return;
      }
      details = new Detail[phases.length];
      Arrays.fill(details, Detail.NONE);
    }
    details[flow] = detail;
  }

  private void move(int flow, FlowPhase phase) {
    count(flow, phases[flow], -1);
    phases[flow] = phase;
    count(flow, phase, 1);
  }

  private void count(int flow, FlowPhase phase, int change) {
    boolean main = isMain(flow);
    if (!phase.isOutcome()) {
      open += change;
      openMain += main ? change : 0;
      if (phase == FlowPhase.STARTING || phase == FlowPhase.RUNNING) {
        active += change;
      } else {
        heldMain += main ? change : 0;
      }
    } else if (phase == FlowPhase.FAILED && !network.allowsFailure(flow)) {
      if (main) {
        failedMain += change;
        unhandled += network.handlesFailure(flow) ? 0 : change;
      } else {
        failedFinally += change;
      }
    }
  }
}
