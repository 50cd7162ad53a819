package com.practice.jobflow.engine.plan;

import com.google.common.collect.ImmutableMap;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.FlowNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a graph, kept in memory and advanced event by event.
 *
 * <p>Every event returns what is to be done now: stops in the order of declaration, then starts in
 * order of priority. The list is empty, never {@code null}, if there is nothing to do; it cannot be
 * changed. A {@link Action.Start} has happened as far as the run is concerned: say how it ended
 * with {@link #succeeded}, {@link #failed} or {@link #observe}. Until {@link #start}, and once the
 * run has ended, events change nothing.
 *
 * <p>An event costs time linear in the dependents of the flows that it gives an outcome, and
 * logarithmic in the number of flows that are Ready. The first event, a reason to stop, the
 * consideration of finally flows and a raised attempt look at every flow once.
 *
 * <p>Time is whatever the caller says; it should not go back. Times before 1678 or after 2262 give
 * an {@link IllegalArgumentException}, as does the name of a flow that the graph does not have. Not
 * thread-safe.
 */
public final class FlowRun {
  private final FlowNetwork network;
  private final FlowTable table;
  private final Transitions flows;
  private final FlowQueue stops = new FlowQueue();
  private final FlowQueue missing = new FlowQueue();
  private final List<Action> starts = new ArrayList<>();

  private RunPolicy policy;
  private RunPhase phase;
  private int attempt;
  private @Nullable Instant startTime;
  private @Nullable Instant completionTime;
  private @Nullable StopReason stop;
  private boolean finallyConsidered;

  private FlowRun(FlowGraph graph, RunPolicy policy, RunState state) {
    this.network = graph.network();
    this.table = new FlowTable(network);
    this.flows = new Transitions(network, table);
    this.policy = policy;
    this.phase = state.phase();
    this.attempt = state.attempt();
    this.startTime = state.startTime();
    this.completionTime = state.completionTime();
    this.stop = state.stop();
    state.flows().forEach((name, flow) -> flows.restore(network.number(name), flow));
    // Whoever recorded the last main flow's outcome has considered the finally flows in the same
    // plan.
    this.finallyConsidered = table.openMain() == 0;
    if (finallyConsidered) {
      flows.resumeFinally();
    }
  }

  /** Returns a run that has not started. */
  public static FlowRun of(FlowGraph graph, RunPolicy policy) {
    return resume(graph, policy, RunState.NEW);
  }

  /**
   * Returns the run that a state records; its observations are not taken into account. O(flows +
   * edges).
   *
   * @throws IllegalArgumentException if the state names flows that the graph does not have
   */
  public static FlowRun resume(FlowGraph graph, RunPolicy policy, RunState state) {
    return new FlowRun(graph, policy, state);
  }

  /**
   * Starts the run, that is, whatever waits for nothing; a run that has started goes on as by
   * {@link #tick}.
   */
  public List<Action> start(Instant now) {
    begin(now);
    return settle(now);
  }

  /**
   * The flow's current attempt succeeded.
   *
   * @throws IllegalArgumentException if there is no such flow
   * @throws IllegalStateException if the flow is neither Starting nor Running
   */
  public List<Action> succeeded(String flow, Instant now) {
    int number = activeFlow(flow);
    long time = EpochNanos.of(now);
    flows.end(number, FlowPhase.SUCCEEDED, time, Detail.NONE);
    return settle(now);
  }

  /**
   * The flow's current attempt failed, with reason {@code Failed}; {@link #observe} gives another.
   *
   * @throws IllegalArgumentException if there is no such flow
   * @throws IllegalStateException if the flow is neither Starting nor Running
   */
  public List<Action> failed(String flow, Instant now) {
    int number = activeFlow(flow);
    long time = EpochNanos.of(now);
    fail(number, time, Detail.of("Failed", null));
    return settle(now);
  }

  /** Somebody saw a Job; changes nothing if it is not the recorded attempt's. */
  public List<Action> observe(Observation seen, Instant now) {
    take(seen, now);
    return settle(now);
  }

  /**
   * Time has passed: starts retries that are due and minds the deadline. See {@link #nextWakeUp}.
   */
  public List<Action> tick(Instant now) {
    return settle(now);
  }

  /** The policy has changed; before {@link #start} it is only noted. */
  public List<Action> change(RunPolicy policy, Instant now) {
    this.policy = policy;
    return settle(now);
  }

  /**
   * Returns when to call {@link #tick} if nothing else happens; empty if only another event can
   * matter. May lie in the past.
   */
  public Optional<Instant> nextWakeUp() {
    if (phase == RunPhase.PENDING || phase.isEnded()) {
      return Optional.empty();
    }
    long retry = isSuspended() ? EpochNanos.NONE : flows.nextRetry();
    @Nullable Instant wakeUp = EpochNanos.toInstant(retry);
    @Nullable Instant deadline = deadline();
    boolean matters = table.openMain() > 0 && (stop == null || !stop.overridesSuspend());
    if (deadline != null && matters && (wakeUp == null || deadline.isBefore(wakeUp))) {
      wakeUp = deadline;
    }
    return Optional.ofNullable(wakeUp);
  }

  /** Returns the phase of the run. */
  public RunPhase phase() {
    return phase;
  }

  /** Returns what is known of one flow. */
  public FlowState flow(String flow) {
    return table.state(network.number(flow));
  }

  /**
   * Returns the dependencies without an outcome that a Waiting flow still waits for, as written;
   * those that can no longer matter are left out. Empty for a flow in any other phase, and for a
   * {@code finally} flow that only waits for the main flows to end.
   */
  public List<String> waitingFor(String flow) {
    int number = network.number(flow);
    return table.phase(number) == FlowPhase.WAITING ? flows.waitingFor(number) : List.of();
  }

  /** Returns how many flows have an outcome. */
  public int ended() {
    return network.size() - table.open();
  }

  /** Returns the state to record, without observations; O(flows). */
  public RunState state() {
    ImmutableMap.Builder<String, FlowState> recorded = ImmutableMap.builder();
    for (int flow = 0; flow < network.size(); flow++) {
      if (table.phase(flow) != FlowPhase.WAITING || table.attempt(flow) > 0) {
        recorded.put(network.name(flow), table.state(flow));
      }
    }
    return new RunState(
        phase, attempt, startTime, completionTime, stop, recorded.buildOrThrow(), List.of());
  }

  Plan plan(List<Observation> observations, Instant now) {
    observations.forEach(seen -> take(seen, now));
    List<Action> actions = start(now);
    return new Plan(actions, state(), phase, nextWakeUp());
  }

  private void begin(Instant now) {
    if (phase == RunPhase.PENDING) {
      phase = RunPhase.RUNNING;
      startTime = now;
      attempt = Math.max(attempt, policy.attempt());
    }
  }

  private int activeFlow(String flow) {
    int number = network.number(flow);
    if (!isActive(number)) {
      throw new IllegalStateException(
          "flow \"" + flow + "\" is " + table.phase(number) + ", neither STARTING nor RUNNING");
    }
    return number;
  }

  private boolean isActive(int flow) {
    return table.phase(flow) == FlowPhase.STARTING || table.phase(flow) == FlowPhase.RUNNING;
  }

  private boolean isBeingStopped(int flow) {
    return stop != null && stop.stopsRunning() && table.isMain(flow);
  }

  private void take(Observation seen, Instant now) {
    int flow = network.number(seen.flow());
    if (isActive(flow) && table.attempt(flow) == seen.attempt()) {
      seen.match(new Sight(flow, EpochNanos.of(now)));
    }
  }

  private void fail(int flow, long failedAt, Detail detail) {
    boolean stopping = stop != null && table.isMain(flow);
    if (stopping || !flows.retry(flow, failedAt, detail)) {
      flows.end(flow, FlowPhase.FAILED, failedAt, detail);
    }
  }

  /** What an observation of the recorded attempt of an active flow changes. */
  private final class Sight implements Observation.Cases<Void> {
    private final int flow;
    private final long now;

    Sight(int flow, long now) {
      this.flow = flow;
      this.now = now;
    }

    @Override
    public Void running(Observation.Running seen) {
      table.running(flow);
      if (isBeingStopped(flow)) {
        stops.add(flow);
      }
      return null;
    }

    @Override
    public Void succeeded(Observation.Succeeded seen) {
      flows.end(flow, FlowPhase.SUCCEEDED, EpochNanos.of(seen.time()), Detail.NONE);
      return null;
    }

    @Override
    public Void failed(Observation.Failed seen) {
      fail(flow, EpochNanos.of(seen.time()), Detail.of(seen.reason(), seen.message()));
      return null;
    }

    @Override
    public Void rejected(Observation.Rejected seen) {
      flows.end(flow, FlowPhase.FAILED, now, Detail.of(seen.reason(), seen.message()));
      return null;
    }

    @Override
    public Void missing(Observation.Missing seen) {
      if (isBeingStopped(flow)) {
        cancelStopped(flow, now);
      } else if (table.phase(flow) == FlowPhase.RUNNING) {
        Detail deleted =
            Detail.of(FlowReason.JOB_DELETED, "its Job vanished before its outcome was known");
        flows.end(flow, FlowPhase.FAILED, now, deleted);
      } else {
        // Whether it is to start again depends on what else was seen: settle() decides.
        missing.add(flow);
      }
      return null;
    }
  }

  private void cancelStopped(int flow, long now) {
    if (stop != null) {
      flows.end(flow, FlowPhase.CANCELLED, now, Detail.of(stop.stoppedReason(), stopMessage(stop)));
    }
  }

  /** Applies the rules until nothing more follows, and returns what is to be done. */
  private List<Action> settle(Instant time) {
    if (phase == RunPhase.PENDING) {
      return List.of();
    }
    boolean runsAgain = phase.isEnded();
    do {
      if (runsAgain) {
        if (policy.attempt() <= attempt) {
          break;
        }
        runAgain(time);
      }
      advance(time);
      runsAgain = phase.isEnded();
    } while (runsAgain);
    return actions();
  }

  private void runAgain(Instant now) {
    flows.reset();
    finallyConsidered = false;
    stop = null;
    phase = RunPhase.RUNNING;
    attempt = policy.attempt();
    startTime = now;
    completionTime = null;
  }

  private void advance(Instant time) {
    long now = EpochNanos.of(time);
    @Nullable StopReason before = stop;
    stop = stronger(before, stopReason(time));
    for (int flow : missing.drain()) {
      takeMissing(flow, now);
    }
    if (stop != null) {
      applyStop(stop, before, now);
    }
    flows.conclude(now);
    if (table.openMain() == 0 && !finallyConsidered) {
      finallyConsidered = true;
      flows.considerFinally(mainVerdict(), now);
    }
    flows.wake(now);
    startReady(now);
    updatePhase(time);
  }

  private void takeMissing(int flow, long now) {
    if (table.phase(flow) == FlowPhase.STARTING) {
      if (isBeingStopped(flow)) {
        cancelStopped(flow, now);
      } else {
        starts.add(new Action.Start(network.name(flow), table.attempt(flow)));
      }
    }
  }

  /** Returns the strongest reason that there is now to stop the run. */
  private @Nullable StopReason stopReason(Instant now) {
    if (policy.cancel()) {
      return StopReason.CANCELLED;
    }
    @Nullable Instant deadline = deadline();
    if (deadline != null && !now.isBefore(deadline) && table.openMain() > 0) {
      return StopReason.DEADLINE_EXCEEDED;
    }
    if (table.unhandled() == 0) {
      return null;
    }
    return switch (policy.failurePolicy()) {
      case FAIL_FAST -> StopReason.FAIL_FAST;
      case ABORT -> StopReason.ABORT;
      case CONTINUE -> null;
    };
  }

  private static @Nullable StopReason stronger(@Nullable StopReason a, @Nullable StopReason b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  private void applyStop(StopReason stop, @Nullable StopReason before, long now) {
    if (table.heldMain() > 0) {
      flows.endHeld(stop, Detail.of(stop.unstartedReason(), stopMessage(stop)), now);
    }
    if (stop.stopsRunning() && (before == null || !before.stopsRunning())) {
      for (int flow = 0; flow < network.mainCount(); flow++) {
        if (isActive(flow)) {
          stops.add(flow);
        }
      }
    }
  }

  private String stopMessage(StopReason stop) {
    return switch (stop) {
      case FAIL_FAST, ABORT -> failureMessage();
      case DEADLINE_EXCEEDED ->
          "the run took longer than its deadline of "
              + policy.deadline().map(Duration::toSeconds).orElse(0L)
              + " s";
      case CANCELLED -> "the run was cancelled";
    };
  }

  private String failureMessage() {
    for (int flow = 0; flow < network.mainCount(); flow++) {
      if (table.isUnhandledFailure(flow)) {
        return "flow \"" + network.name(flow) + "\" failed";
      }
    }
    return "another flow failed";
  }

  private boolean isSuspended() {
    return policy.suspend() && (stop == null || !stop.overridesSuspend());
  }

  private void startReady(long now) {
    if (flows.readyCount() == 0 || isSuspended()) {
      return;
    }
    int places = policy.parallelism().orElse(Integer.MAX_VALUE) - table.active();
    if (places > 0) {
      for (int flow : flows.start(places, now)) {
        starts.add(new Action.Start(network.name(flow), table.attempt(flow)));
      }
    }
  }

  private void updatePhase(Instant now) {
    if (table.open() == 0) {
      phase = verdict();
      completionTime = now;
    } else if (stop != null) {
      phase = RunPhase.STOPPING;
    } else {
      phase = policy.suspend() ? RunPhase.SUSPENDED : RunPhase.RUNNING;
    }
  }

  private RunPhase verdict() {
    RunPhase main = mainVerdict();
    return main == RunPhase.SUCCEEDED && table.failedFinally() > 0 ? RunPhase.FAILED : main;
  }

  private RunPhase mainVerdict() {
    if (stop == StopReason.CANCELLED) {
      return RunPhase.CANCELLED;
    }
    return stop == StopReason.DEADLINE_EXCEEDED || table.failedMain() > 0
        ? RunPhase.FAILED
        : RunPhase.SUCCEEDED;
  }

  /** Returns when the run exceeds its deadline; {@code null} if it has none, or one beyond time. */
  private @Nullable Instant deadline() {
    if (startTime == null || policy.deadline().isEmpty()) {
      return null;
    }
    long deadline = EpochNanos.plus(EpochNanos.of(startTime), policy.deadline().get());
    return deadline == Long.MAX_VALUE ? null : EpochNanos.toInstant(deadline);
  }

  /** Returns stops, then starts whose Job went missing, then new starts in order of priority. */
  private List<Action> actions() {
    int[] stopped = stops.drain();
    if (stopped.length + starts.size() == 0) {
      return List.of();
    }
    List<Action> actions = new ArrayList<>(stopped.length + starts.size());
    for (int flow : stopped) {
      if (isActive(flow)) {
        actions.add(new Action.Stop(network.name(flow), table.attempt(flow)));
      }
    }
    actions.addAll(starts);
    starts.clear();
    return Collections.unmodifiableList(actions);
  }
}
