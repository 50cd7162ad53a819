package com.practice.jobflow.cli.run.flow;

import com.practice.jobflow.cli.run.job.JobEnd;
import com.practice.jobflow.cli.run.job.JobListener;
import com.practice.jobflow.cli.run.job.PodEnd;
import com.practice.jobflow.cli.run.job.RunningJob;
import com.practice.jobflow.cli.run.loop.Loop;
import com.practice.jobflow.engine.plan.Action;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowRun;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.Observation;
import com.practice.jobflow.engine.plan.RunPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Does what a {@link FlowRun} asks for, and tells it what has happened. Belongs to one loop. */
public final class FlowScheduler {
  private final Loop loop;
  private final FlowRun run;
  private final List<String> flows;
  private final JobStarter jobs;
  private final RunListener listener;
  private final Map<String, RunningJob> running = new LinkedHashMap<>();
  private final Map<String, List<AttemptRecord>> attempts = new LinkedHashMap<>();
  private final Deque<Action> todo = new ArrayDeque<>();
  private final Instant start;
  private @Nullable Instant end;
  private @Nullable Ending ending;
  private Loop.@Nullable Timer wakeUp;
  private boolean acting;

  /** Starts the Job of an attempt. */
  @FunctionalInterface
  public interface JobStarter {
    /** Starts it; the listener hears nothing before this call has returned. */
    RunningJob start(String flow, int attempt, JobListener listener);
  }

  /**
   * Creates a scheduler.
   *
   * @param flows the flows that are shown, in order; all that can start are among them
   */
  public FlowScheduler(
      Loop loop, FlowRun run, List<String> flows, JobStarter jobs, RunListener listener) {
    this.loop = loop;
    this.run = run;
    this.flows = List.copyOf(flows);
    this.jobs = jobs;
    this.listener = listener;
    this.start = loop.now();
    this.flows.forEach(flow -> attempts.put(flow, new ArrayList<>()));
  }

  /** Starts the run. */
  public void start() {
    act(run.start(loop.now()));
  }

  /** Ends the run: stops every Job and starts nothing any more. The first reason counts. */
  public void end(Ending why) {
    if (ending == null && !isOver()) {
      ending = why;
      List.copyOf(running.values()).forEach(RunningJob::stop);
      settle();
    }
  }

  /** Kills every Job of a run that is being ended. */
  public void kill() {
    List.copyOf(running.values()).forEach(RunningJob::kill);
  }

  /** Returns whether nothing runs and nothing will. */
  public boolean isOver() {
    return running.isEmpty() && (ending != null || run.phase().isEnded());
  }

  /** Returns the flows that are shown, in order. */
  public List<String> flows() {
    return flows;
  }

  /** Returns the time of the run's start. */
  public Instant startTime() {
    return start;
  }

  /** Returns how long the run has taken so far, or took. */
  public Duration elapsed() {
    return Duration.between(start, end == null ? loop.now() : end);
  }

  /** Returns the time. */
  public Instant now() {
    return loop.now();
  }

  /** Returns why the run was ended from outside; empty if it was not. */
  public Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /** Returns the phase of the run. */
  public RunPhase phase() {
    if (ending == null) {
      return run.phase();
    }
    return running.isEmpty() ? RunPhase.CANCELLED : RunPhase.STOPPING;
  }

  /** Returns the state of a flow. */
  public FlowState flow(String flow) {
    FlowState state = run.flow(flow);
    if (ending == null || running.containsKey(flow) || state.phase().isOutcome()) {
      return state;
    }
    return cancelled(flow, state, ending);
  }

  /** Returns what a Waiting flow still waits for. */
  public List<String> waitingFor(String flow) {
    return run.waitingFor(flow);
  }

  /** Returns the attempts of a flow so far. */
  public List<AttemptRecord> attempts(String flow) {
    return Collections.unmodifiableList(attempts.getOrDefault(flow, List.of()));
  }

  private FlowState cancelled(String flow, FlowState state, Ending why) {
    List<AttemptRecord> records = attempts(flow);
    Optional<Instant> stopped =
        records.isEmpty() ? Optional.empty() : records.get(records.size() - 1).endTime();
    return new FlowState(
        FlowPhase.CANCELLED,
        state.attempt(),
        state.retries(),
        state.startTime(),
        stopped.orElse(null),
        null,
        why.word(),
        null);
  }

  private void act(List<Action> actions) {
    todo.addAll(actions);
    if (acting) {
      return; // the call further out goes on with them
    }
    acting = true;
    while (!todo.isEmpty()) {
      Action action = todo.remove();
      action
          .match(
              new Action.Cases<Runnable>() {
                @Override
                public Runnable start(Action.Start start) {
                  return () -> startJob(start.flow(), start.attempt());
                }

                @Override
                public Runnable stop(Action.Stop stop) {
                  return () -> stopJob(stop.flow());
                }
              })
          .run();
    }
    acting = false;
    settle();
  }

  private void startJob(String flow, int attempt) {
    if (ending != null) {
      return;
    }
    AttemptRecord record = new AttemptRecord(attempt, loop.now());
    attempts.computeIfAbsent(flow, name -> new ArrayList<>()).add(record);
    running.put(flow, jobs.start(flow, attempt, new Follower(flow, record)));
    act(run.observe(new Observation.Running(flow, attempt), loop.now()));
  }

  private void stopJob(String flow) {
    RunningJob job = running.get(flow);
    if (job != null) {
      job.stop();
    }
  }

  private void jobEnded(String flow, AttemptRecord record, JobEnd how) {
    running.remove(flow);
    Instant now = loop.now();
    record.ended(how, now);
    int attempt = record.attempt();
    switch (how.outcome()) {
      case SUCCEEDED -> act(run.observe(new Observation.Succeeded(flow, attempt, now), now));
      case FAILED ->
          act(
              run.observe(
                  new Observation.Failed(flow, attempt, now, how.reason(), how.message()), now));
      case STOPPED -> {
        if (ending == null) {
          act(run.observe(new Observation.Missing(flow, attempt), now));
        } else {
          settle();
        }
      }
    }
  }

  /** After every event: the next wake-up, the end, and whoever watches. */
  private void settle() {
    if (wakeUp != null) {
      wakeUp.cancel();
      wakeUp = null;
    }
    if (isOver()) {
      end = loop.now();
    } else if (ending == null) {
      run.nextWakeUp().ifPresent(at -> wakeUp = loop.at(at, () -> act(run.tick(loop.now()))));
    }
    listener.changed();
  }

  /** Follows one Job. */
  private final class Follower implements JobListener {
    private final String flow;
    private final AttemptRecord record;

    Follower(String flow, AttemptRecord record) {
      this.flow = flow;
      this.record = record;
    }

    @Override
    public void containerStarted(OptionalInt index, String container, Path log) {
      record.podStarted();
      listener.containerStarted(flow, index, container, log);
    }

    @Override
    public void podEnded(PodEnd pod) {
      record.podEnded(pod);
      if (!pod.succeeded() && !"Stopped".equals(pod.reason())) {
        listener.podFailed(flow, record.attempt(), pod);
      }
    }

    @Override
    public void backingOff(Instant until) {
      record.backingOff(until);
      listener.changed();
    }

    @Override
    public void jobEnded(JobEnd how) {
      FlowScheduler.this.jobEnded(flow, record, how);
    }
  }
}
