package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.fixture.RandomDag;
import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a run once more, slow and plain, to hold the engine against.
 *
 * <p>Written from the tables alone: maps, loops until nothing changes, recursion on formulas. It
 * shares nothing with the engine but the values that come in and go out.
 */
final class NaiveRun {
  private final NaiveGraph graph;
  private final Map<String, FlowState> flows = new LinkedHashMap<>();
  private RunPolicy policy;
  private RunPhase phase = RunPhase.PENDING;
  private int attempt = 1;
  private @Nullable Instant startTime;
  private @Nullable Instant completionTime;
  private @Nullable StopReason stop;
  private boolean finallyConsidered;

  NaiveRun(RandomDag dag, RunPolicy policy) {
    this.graph = new NaiveGraph(dag);
    this.policy = policy;
    graph.names().forEach(name -> flows.put(name, FlowState.WAITING));
  }

  void change(RunPolicy changed) {
    policy = changed;
  }

  /** One plan: takes what was seen and the time into account and returns what to do. */
  List<Action> plan(List<Observation> seen, Instant now) {
    if (phase == RunPhase.PENDING) {
      phase = RunPhase.RUNNING;
      startTime = now;
      attempt = Math.max(attempt, policy.attempt());
    }
    if (phase.isEnded() && policy.attempt() <= attempt) {
      return List.of();
    }
    if (phase.isEnded()) {
      runAgain(now);
    }
    boolean stoppedBefore = stopsWhatRuns();
    Set<String> again = new LinkedHashSet<>();
    Set<String> stillThere = new LinkedHashSet<>();
    for (Observation one : seen) {
      see(one, now, again, stillThere);
    }
    retryWhatIsDue(now);
    settle(now, again);
    List<Action> actions = new ArrayList<>();
    for (String name : graph.names()) {
      if (stopsWhatRuns() && graph.isMain(name) && hasJob(name)) {
        if (!stoppedBefore || stillThere.contains(name)) {
          actions.add(new Action.Stop(name, flow(name).attempt()));
        }
      }
    }
    actions.addAll(start(again, now));
    end(now);
    while (phase.isEnded() && policy.attempt() > attempt) {
      runAgain(now);
      settle(now, Set.of());
      actions.addAll(start(Set.of(), now));
      end(now);
    }
    return actions;
  }

  Optional<Instant> nextWakeUp() {
    List<Instant> times = new ArrayList<>();
    if (phase == RunPhase.PENDING || phase.isEnded()) {
      return Optional.empty();
    }
    for (FlowState flow : flows.values()) {
      if (flow.retryTime() != null && !held()) {
        times.add(flow.retryTime());
      }
    }
    if (!mainEnded() && (stop == null || stop.compareTo(StopReason.DEADLINE_EXCEEDED) < 0)) {
      policy.deadline().ifPresent(deadline -> times.add(deadlineTime(deadline)));
    }
    return times.stream().min(Comparator.naturalOrder());
  }

  RunState state() {
    Map<String, FlowState> recorded = new LinkedHashMap<>();
    flows.forEach(
        (name, flow) -> {
          if (!flow.equals(FlowState.WAITING)) {
            recorded.put(name, flow);
          }
        });
    return new RunState(phase, attempt, startTime, completionTime, stop, recorded, List.of());
  }

  RunPolicy policy() {
    return policy;
  }

  // what was seen

  private void see(Observation seen, Instant now, Set<String> again, Set<String> stillThere) {
    FlowState flow = flow(seen.flow());
    if (!hasJob(seen.flow()) || flow.attempt() != seen.attempt()) {
      return;
    }
    if (seen instanceof Observation.Running) {
      become(seen.flow(), FlowPhase.RUNNING);
      stillThere.add(seen.flow());
    } else if (seen instanceof Observation.Succeeded succeeded) {
      end(seen.flow(), FlowPhase.SUCCEEDED, succeeded.time(), null, null);
    } else if (seen instanceof Observation.Failed failed) {
      fail(failed);
    } else if (seen instanceof Observation.Rejected rejected) {
      end(seen.flow(), FlowPhase.FAILED, now, rejected.reason(), rejected.message());
    } else if (graph.isMain(seen.flow()) && stopsWhatRuns()) {
      end(seen.flow(), FlowPhase.CANCELLED, now, stopWord(), null);
    } else if (flow.phase() == FlowPhase.STARTING) {
      again.add(seen.flow());
    } else {
      end(seen.flow(), FlowPhase.FAILED, now, FlowReason.JOB_DELETED.wire(), null);
    }
  }

  private void fail(Observation.Failed failed) {
    String name = failed.flow();
    FlowState flow = flow(name);
    FlowDraft draft = graph.draft(name);
    boolean stopping = graph.isMain(name) && stop != null;
    if (flow.retries() >= draft.retry().limit() || stopping) {
      end(name, FlowPhase.FAILED, failed.time(), failed.reason(), failed.message());
      return;
    }
    Instant retryTime = failed.time().plus(wait(draft, flow.retries()));
    flows.put(
        name,
        new FlowState(
            FlowPhase.RETRYING,
            flow.attempt(),
            flow.retries(),
            flow.startTime(),
            null,
            retryTime,
            failed.reason(),
            failed.message()));
  }

  private static Duration wait(FlowDraft draft, int retries) {
    Duration wait = draft.retry().backoff();
    for (int retry = 0; retry < retries; retry++) {
      wait = min(wait.multipliedBy(2), draft.retry().maxBackoff());
    }
    return min(wait, draft.retry().maxBackoff());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void retryWhatIsDue(Instant now) {
    for (String name : graph.names()) {
      Instant retryTime = flow(name).retryTime();
      if (retryTime != null && !now.isBefore(retryTime)) {
        become(name, FlowPhase.READY);
      }
    }
  }

  // what follows from it, until nothing changes

  private void settle(Instant now, Set<String> again) {
    Map<String, FlowState> before;
    do {
      before = Map.copyOf(flows);
      judgeStop(now);
      stopFlows(now, again);
      if (mainEnded() && !finallyConsidered) {
        considerFinally(now);
      }
      decideDependencies(now);
    } while (!before.equals(flows));
  }

  private void judgeStop(Instant now) {
    for (String name : graph.names()) {
      boolean failed = graph.isMain(name) && flow(name).phase() == FlowPhase.FAILED;
      if (failed && !graph.draft(name).allowFailure() && !graph.handles(name)) {
        switch (policy.failurePolicy()) {
          case FAIL_FAST -> raise(StopReason.FAIL_FAST);
          case ABORT -> raise(StopReason.ABORT);
          case CONTINUE -> {}
        }
      }
    }
    if (policy.deadline().isPresent() && !mainEnded()) {
      if (!now.isBefore(deadlineTime(policy.deadline().get()))) {
        raise(StopReason.DEADLINE_EXCEEDED);
      }
    }
    if (policy.cancel()) {
      raise(StopReason.CANCELLED);
    }
  }

  private Instant deadlineTime(Duration deadline) {
    return startTime == null ? Instant.MAX : startTime.plus(deadline);
  }

  private void raise(StopReason reason) {
    if (stop == null || stop.compareTo(reason) < 0) {
      stop = reason;
    }
  }

  private void stopFlows(Instant now, Set<String> again) {
    if (stop == null) {
      return;
    }
    for (String name : graph.names()) {
      FlowState flow = flow(name);
      if (!graph.isMain(name)) {
        continue;
      }
      boolean held = flow.phase() == FlowPhase.WAITING || flow.phase() == FlowPhase.READY;
      boolean started = flow.startTime() != null;
      if (flow.phase() == FlowPhase.RETRYING || (held && started)) {
        if (stop == StopReason.CANCELLED) {
          end(name, FlowPhase.CANCELLED, now, stopWord(), null);
        } else {
          end(name, FlowPhase.FAILED, now, flow.reason(), flow.message());
        }
      } else if (held) {
        FlowPhase outcome = stop == StopReason.CANCELLED ? FlowPhase.CANCELLED : FlowPhase.SKIPPED;
        end(name, outcome, now, notStartedWord(), null);
      } else if (again.contains(name) && hasJob(name) && stopsWhatRuns()) {
        end(name, FlowPhase.CANCELLED, now, stopWord(), null);
      }
    }
  }

  private void considerFinally(Instant now) {
    finallyConsidered = true;
    RunPhase verdict = verdict(true);
    for (String name : graph.names()) {
      When when = graph.draft(name).finallyWhen();
      boolean unfit =
          (when == When.FAILED && verdict != RunPhase.FAILED)
              || (when == When.SUCCEEDED && verdict != RunPhase.SUCCEEDED);
      if (unfit && !flow(name).phase().isOutcome()) {
        end(name, FlowPhase.SKIPPED, now, FlowReason.WHEN.wire(), null);
      }
    }
  }

  private void decideDependencies(Instant now) {
    Map<String, FlowState> before;
    do {
      before = Map.copyOf(flows);
      for (String name : graph.names()) {
        decideDependencies(name, now);
      }
    } while (!before.equals(flows));
  }

  private void decideDependencies(String name, Instant now) {
    boolean considered = graph.isMain(name) || finallyConsidered;
    if (flow(name).phase() != FlowPhase.WAITING || !considered) {
      return;
    }
    Boolean satisfied = graph.satisfied(name, other -> flow(other).phase());
    if (Boolean.TRUE.equals(satisfied)) {
      become(name, FlowPhase.READY);
    } else if (Boolean.FALSE.equals(satisfied)) {
      end(name, FlowPhase.SKIPPED, now, FlowReason.DEPENDENCY_IMPOSSIBLE.wire(), null);
    }
  }

  // starts and the end

  private List<Action> start(Set<String> again, Instant now) {
    List<Action> starts = new ArrayList<>();
    for (String name : graph.names()) {
      if (again.contains(name) && hasJob(name)) {
        starts.add(new Action.Start(name, flow(name).attempt()));
      }
    }
    List<String> byPriority =
        graph.names().stream()
            .sorted(Comparator.comparing(name -> -graph.longestPath(name)))
            .toList();
    for (String name : byPriority) {
      long jobs = graph.names().stream().filter(this::hasJob).count();
      boolean full = jobs >= policy.parallelism().orElse(Integer.MAX_VALUE);
      if (flow(name).phase() != FlowPhase.READY || held() || full) {
        continue;
      }
      FlowState flow = flow(name);
      boolean retry = flow.startTime() != null;
      flows.put(
          name,
          new FlowState(
              FlowPhase.STARTING,
              flow.attempt() + 1,
              retry ? flow.retries() + 1 : flow.retries(),
              now,
              null,
              null,
              null,
              null));
      starts.add(new Action.Start(name, flow.attempt() + 1));
    }
    return starts;
  }

  private boolean held() {
    boolean mustEnd = stop == StopReason.CANCELLED || stop == StopReason.DEADLINE_EXCEEDED;
    return policy.suspend() && !mustEnd;
  }

  private void end(Instant now) {
    if (flows.values().stream().allMatch(flow -> flow.phase().isOutcome())) {
      phase = verdict(false);
      completionTime = now;
    } else if (stop != null) {
      phase = RunPhase.STOPPING;
    } else {
      phase = policy.suspend() ? RunPhase.SUSPENDED : RunPhase.RUNNING;
    }
  }

  private RunPhase verdict(boolean mainOnly) {
    if (stop == StopReason.CANCELLED) {
      return RunPhase.CANCELLED;
    }
    boolean failed = stop == StopReason.DEADLINE_EXCEEDED;
    for (String name : graph.names()) {
      boolean counts = !mainOnly || graph.isMain(name);
      boolean tolerated = graph.draft(name).allowFailure();
      failed |= counts && !tolerated && flow(name).phase() == FlowPhase.FAILED;
    }
    return failed ? RunPhase.FAILED : RunPhase.SUCCEEDED;
  }

  private void runAgain(Instant now) {
    for (String name : graph.names()) {
      FlowState flow = flow(name);
      if (flow.phase() != FlowPhase.SUCCEEDED) {
        flows.put(
            name,
            new FlowState(FlowPhase.WAITING, flow.attempt(), 0, null, null, null, null, null));
      }
    }
    stop = null;
    startTime = now;
    completionTime = null;
    attempt = policy.attempt();
    phase = RunPhase.RUNNING;
    finallyConsidered = false;
  }

  // small change

  private FlowState flow(String name) {
    return flows.getOrDefault(name, FlowState.WAITING);
  }

  private boolean hasJob(String name) {
    return flow(name).phase() == FlowPhase.STARTING || flow(name).phase() == FlowPhase.RUNNING;
  }

  private boolean mainEnded() {
    return graph.names().stream()
        .filter(graph::isMain)
        .allMatch(name -> flow(name).phase().isOutcome());
  }

  private boolean stopsWhatRuns() {
    return stop != null && stop != StopReason.FAIL_FAST;
  }

  private String stopWord() {
    return stop == StopReason.ABORT ? FlowReason.ABORTED.wire() : notStartedWord();
  }

  private String notStartedWord() {
    if (stop == StopReason.CANCELLED) {
      return FlowReason.CANCELLED.wire();
    }
    return stop == StopReason.DEADLINE_EXCEEDED
        ? FlowReason.DEADLINE_EXCEEDED.wire()
        : FlowReason.FAIL_FAST.wire();
  }

  private void become(String name, FlowPhase next) {
    FlowState flow = flow(name);
    flows.put(
        name,
        new FlowState(
            next,
            flow.attempt(),
            flow.retries(),
            flow.startTime(),
            null,
            null,
            flow.reason(),
            flow.message()));
  }

  private void end(
      String name,
      FlowPhase outcome,
      Instant time,
      @Nullable String reason,
      @Nullable String message) {
    FlowState flow = flow(name);
    flows.put(
        name,
        new FlowState(
            outcome,
            flow.attempt(),
            flow.retries(),
            flow.startTime(),
            time,
            null,
            reason,
            message));
  }
}
