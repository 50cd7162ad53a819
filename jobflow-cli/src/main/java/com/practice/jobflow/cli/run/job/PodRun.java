package com.practice.jobflow.cli.run.job;

import com.practice.jobflow.cli.run.loop.Loop;
import com.practice.jobflow.cli.run.pod.ContainerExit;
import com.practice.jobflow.cli.run.pod.ContainerPlan;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Role;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.PodRuntime.RunningContainer;
import com.practice.jobflow.cli.run.pod.PodRuntime.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pod that runs: init containers one after the other, then all main ones at once, sidecars beside
 * them. A pod is never restarted; it has succeeded if every main container has.
 */
final class PodRun implements JobRun.ActivePod {
  private static final Duration FIRST_RESTART = Duration.ofSeconds(10);
  private static final Duration LONGEST_RESTART = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 5;

  private final Loop loop;
  private final PodRuntime runtime;
  private final PodPlan plan;
  private final Surroundings surroundings;
  private final Consumer<PodEnd> ended;
  private final Deque<ContainerPlan> waiting;
  private final Map<String, RunningContainer> working = new LinkedHashMap<>();
  private final Map<String, RunningContainer> sidecars = new LinkedHashMap<>();
  private final Map<String, Integer> sidecarRestarts = new LinkedHashMap<>();
  private final List<ContainerEnd> ends = new ArrayList<>();
  private @Nullable Sandbox sandbox;
  private @Nullable String stopReason;
  private boolean failed;
  private Stage stage = Stage.INIT;
  private boolean over;
  private Loop.@Nullable Timer deadline;
  private Loop.@Nullable Timer grace;

  private enum Stage {
    INIT,
    MAIN,
    /** Only sidecars are left, and they have been asked to end. */
    ENDING
  }

  /**
   * What a pod needs to know beyond its plan.
   *
   * @param log where a container's output goes, by the container's name
   * @param listener told of every container that is about to start
   * @param backoffScale what waits before restarts of sidecars are multiplied by
   */
  record Surroundings(
      OptionalInt index, Function<String, Path> log, JobListener listener, double backoffScale) {}

  PodRun(
      Loop loop,
      PodRuntime runtime,
      PodPlan plan,
      Surroundings surroundings,
      Consumer<PodEnd> ended) {
    this.loop = loop;
    this.runtime = runtime;
    this.plan = plan;
    this.surroundings = surroundings;
    this.ended = ended;
    this.waiting = new ArrayDeque<>(plan.initContainers());
  }

  void start() {
    try {
      sandbox = runtime.open(plan);
    } catch (IOException e) {
      String message = "no place for its volumes: " + e.getMessage();
      loop.post(() -> end("CreatePodSandboxError", message));
      return;
    }
    plan.deadline()
        .ifPresent(limit -> deadline = loop.after(limit, () -> stop("DeadlineExceeded")));
    // Later, so that nobody hears of the pod's end before the call that starts it has returned.
    loop.post(this::proceed);
  }

  @Override
  public void stop() {
    stop("Stopped");
  }

  @Override
  public void kill() {
    stop("Stopped");
    working.values().forEach(RunningContainer::kill);
    sidecars.values().forEach(RunningContainer::kill);
  }

  private void stop(String reason) {
    if (stopReason != null || over) {
      return;
    }
    stopReason = reason;
    working.values().forEach(RunningContainer::terminate);
    killAfterGrace();
    loop.post(this::proceed);
  }

  private void killAfterGrace() {
    if (grace == null) {
      grace =
          loop.after(
              plan.grace(),
              () -> {
                working.values().forEach(RunningContainer::kill);
                sidecars.values().forEach(RunningContainer::kill);
              });
    }
  }

  /** Does whatever is next; harmless if nothing is. */
  private void proceed() {
    if (over || !working.isEmpty()) {
      return;
    }
    if (stage == Stage.INIT && stopReason == null && !failed) {
      while (working.isEmpty() && !waiting.isEmpty()) {
        start(waiting.remove());
      }
      if (working.isEmpty()) {
        stage = Stage.MAIN;
        plan.containers().forEach(this::start);
      }
      return;
    }
    if (stage != Stage.ENDING) {
      stage = Stage.ENDING;
      reversed(sidecars.values()).forEach(RunningContainer::terminate);
      killAfterGrace();
    }
    if (sidecars.isEmpty()) {
      end(stopReason, "");
    }
  }

  private void start(ContainerPlan container) {
    Sandbox place = sandbox;
    if (place == null) {
      return;
    }
    Path log = surroundings.log().apply(container.name());
    surroundings.listener().containerStarted(surroundings.index(), container.name(), log);
    Map<String, RunningContainer> group = container.role() == Role.SIDECAR ? sidecars : working;
    group.put(
        container.name(),
        place.start(container, log, exit -> loop.post(() -> containerEnded(container, exit))));
  }

  private void containerEnded(ContainerPlan container, ContainerExit exit) {
    ContainerEnd end =
        new ContainerEnd(container.name(), exit, surroundings.log().apply(container.name()));
    if (container.role() == Role.SIDECAR) {
      sidecars.remove(container.name());
      restartSidecar(container);
    } else {
      working.remove(container.name());
      ends.add(end);
      failed |= exit.code() != 0;
    }
    proceed();
  }

  private void restartSidecar(ContainerPlan container) {
    if (stopReason != null || stage == Stage.ENDING) {
      return;
    }
    int restarts = sidecarRestarts.merge(container.name(), 1, Integer::sum);
    Duration wait = FIRST_RESTART.multipliedBy(1L << Math.min(restarts - 1, MOST_DOUBLINGS));
    Duration most = wait.compareTo(LONGEST_RESTART) > 0 ? LONGEST_RESTART : wait;
    loop.after(
        JobRules.scaled(most, surroundings.backoffScale()),
        () -> {
          if (stopReason == null && stage != Stage.ENDING) {
            start(container);
          }
        });
  }

  private void end(@Nullable String reason, String problem) {
    if (over) {
      return;
    }
    over = true;
    cancel(deadline);
    cancel(grace);
    if (sandbox != null) {
      sandbox.close();
    }
    boolean succeeded = reason == null && !failed;
    ended.accept(
        new PodEnd(
            plan.identity().name(),
            surroundings.index(),
            succeeded,
            reason,
            succeeded ? "" : message(reason, problem),
            ends));
  }

  private String message(@Nullable String reason, String problem) {
    if (!problem.isEmpty()) {
      return problem;
    }
    boolean single = plan.containers().size() == 1 && plan.initContainers().isEmpty();
    String containers =
        String.join(
            ", ",
            ends.stream()
                .filter(end -> end.exit().code() != 0)
                .map(end -> (single ? "" : end.name() + ": ") + end.exit().describe())
                .toList());
    if ("DeadlineExceeded".equals(reason)) {
      return "the pod ran longer than its activeDeadlineSeconds";
    }
    return containers.isEmpty() ? "stopped" : containers;
  }

  private static <T> List<T> reversed(Collection<T> items) {
    List<T> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }

  private static void cancel(Loop.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
