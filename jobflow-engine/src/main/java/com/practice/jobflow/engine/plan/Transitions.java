package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowNetwork;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import java.util.List;

/**
 * Moves single flows from phase to phase, and draws what follows along the dependencies. Knows
 * nothing of what the run as a whole decides.
 */
final class Transitions {
  private final FlowNetwork network;
  private final FlowTable table;
  private final ReadyQueue ready;
  private final RetryTimers timers = new RetryTimers();
  private final FlowQueue ended = new FlowQueue();
  private final Explanation explanation;
  private Gates gates;
  private boolean unexamined = true;
  private boolean finallyOpen;
  private int lastCause = Gates.UNDECIDED;
  private Detail lastSkip = Detail.NONE;

  Transitions(FlowNetwork network, FlowTable table) {
    this.network = network;
    this.table = table;
    this.ready = new ReadyQueue(network);
    this.gates = new Gates(network);
    this.explanation = new Explanation(network, table);
  }

  int readyCount() {
    return ready.size();
  }

  /** Returns when the next Retrying flow may go on, {@link EpochNanos#NONE} if none is. */
  long nextRetry() {
    return timers.next();
  }

  List<String> waitingFor(int flow) {
    return explanation.waitingFor(flow, gates);
  }

  /** Takes over what is recorded of a flow. */
  void restore(int flow, FlowState state) {
    table.restore(flow, state);
    switch (state.phase()) {
      case READY -> ready.add(flow);
      case RETRYING -> timers.add(flow, table.detail(flow).retryAt());
      case SUCCEEDED, FAILED, SKIPPED, CANCELLED -> enter(flow);
      default -> {}
    }
  }

  /** Says that the finally flows have been considered in what was taken over. */
  void resumeFinally() {
    finallyOpen = true;
  }

  /**
   * Draws all conclusions from new outcomes along the dependencies: a loop, because a chain of
   * skips may be very long. The first time every flow that waits is looked at, from then on only
   * what changes.
   */
  void conclude(long now) {
    propagate(now);
    if (unexamined) {
      unexamined = false;
      int end = finallyOpen ? network.size() : network.mainCount();
      for (int flow = 0; flow < end; flow++) {
        decide(flow, now);
      }
      propagate(now);
    }
  }

  /** Records an outcome; what follows from it waits for {@link #conclude}. */
  void end(int flow, FlowPhase outcome, long time, Detail detail) {
    table.end(flow, outcome, time, detail);
    ended.add(flow);
  }

  /** Retries the flow if it has a retry left; returns whether it has. */
  boolean retry(int flow, long failedAt, Detail detail) {
    RetryPolicy policy = network.retry(flow);
    int used = table.retries(flow);
    if (used >= policy.limit()) {
      return false;
    }
    long time = EpochNanos.plus(failedAt, policy.delay(used));
    table.hold(flow, FlowPhase.RETRYING, detail.retryingAt(time));
    timers.add(flow, time);
    return true;
  }

  /**
   * Takes flows whose backoff has passed to Ready; they keep their failure's reason until they
   * start.
   */
  void wake(long now) {
    timers.wake(
        now,
        flow -> {
          table.hold(flow, FlowPhase.READY, table.detail(flow).retryingAt(EpochNanos.NONE));
          ready.add(flow);
        });
  }

  /** Starts up to so many Ready flows and returns them in order of priority. */
  int[] start(int places, long now) {
    int[] started = ready.take(places);
    for (int flow : started) {
      table.start(flow, now);
    }
    return started;
  }

  /**
   * Ends every main flow that has no Job. What follows along the dependencies reaches finally flows
   * only, because all of these are ended first.
   *
   * @param stop why; a flow that is between two attempts has Failed unless the run is cancelled
   */
  void endHeld(StopReason stop, Detail detail, long now) {
    ready.clear();
    timers.removeIf(table::isMain);
    for (int flow = 0; flow < network.mainCount(); flow++) {
      switch (table.phase(flow)) {
        case WAITING, READY, RETRYING -> {
          if (table.hasStarted(flow) && stop != StopReason.CANCELLED) {
            end(flow, FlowPhase.FAILED, now, table.detail(flow).retryingAt(EpochNanos.NONE));
          } else {
            end(flow, stop.unstartedOutcome(), now, detail);
          }
        }
        default -> {}
      }
    }
  }

  /**
   * Considers the finally flows that wait: those that ask for another verdict are skipped, then the
   * dependencies of the others apply.
   */
  void considerFinally(RunPhase verdict, long now) {
    finallyOpen = true;
    for (int flow = network.mainCount(); flow < network.size(); flow++) {
      if (table.phase(flow) == FlowPhase.WAITING && !matches(network.when(flow), verdict)) {
        String wanted = Explanation.word(network.when(flow));
        String message =
            "runs only if the flows have " + wanted + ", they have " + Explanation.word(verdict);
        end(flow, FlowPhase.SKIPPED, now, Detail.of(FlowReason.WHEN, message));
      }
    }
    propagate(now);
    for (int flow = network.mainCount(); flow < network.size(); flow++) {
      decide(flow, now);
    }
    propagate(now);
  }

  private static boolean matches(When when, RunPhase verdict) {
    return switch (when) {
      case ALWAYS -> true;
      case FAILED -> verdict == RunPhase.FAILED;
      case SUCCEEDED -> verdict == RunPhase.SUCCEEDED;
    };
  }

  /** Takes every flow that has not succeeded back to Waiting. */
  void reset() {
    gates = new Gates(network);
    lastCause = Gates.UNDECIDED;
    unexamined = true;
    finallyOpen = false;
    for (int flow = 0; flow < network.size(); flow++) {
      if (table.phase(flow) == FlowPhase.SUCCEEDED) {
        enter(flow);
      } else {
        table.reset(flow);
      }
    }
  }

  /** Enters a recorded outcome into the gates without drawing conclusions. */
  private void enter(int flow) {
    int outcome = Gates.bit(table.phase(flow));
    for (int leaf = network.firstLeaf(flow); leaf < network.firstLeaf(flow + 1); leaf++) {
      gates.enter(leaf, outcome);
    }
  }

  private void propagate(long now) {
    while (!ended.isEmpty()) {
      int flow = ended.take();
      int outcome = Gates.bit(table.phase(flow));
      int end = network.firstLeaf(flow + 1);
      for (int leaf = network.firstLeaf(flow); leaf < end; leaf++) {
        int decided = gates.enter(leaf, outcome);
        if (decided != Gates.UNDECIDED && !unexamined && (finallyOpen || table.isMain(decided))) {
          decide(decided, now);
        }
      }
    }
  }

  private void decide(int flow, long now) {
    if (table.phase(flow) != FlowPhase.WAITING) {
      return;
    }
    if (gates.isSatisfied(flow)) {
      table.ready(flow);
      ready.add(flow);
    } else if (gates.isImpossible(flow)) {
      end(flow, FlowPhase.SKIPPED, now, skipDetail(flow));
    }
  }

  /** A failure may skip very many flows with one dependency each: they share one detail. */
  private Detail skipDetail(int flow) {
    int first = network.firstDependency(flow);
    boolean single = network.firstDependency(flow + 1) == first + 1;
    int cause = single ? network.dependency(first) : Gates.UNDECIDED;
    if (!single || cause != lastCause) {
      lastCause = cause;
      lastSkip = Detail.of(FlowReason.DEPENDENCY_IMPOSSIBLE, explanation.impossible(flow));
    }
    return lastSkip;
  }
}
