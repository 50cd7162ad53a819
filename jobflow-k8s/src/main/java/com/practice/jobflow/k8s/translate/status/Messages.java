package com.practice.jobflow.k8s.translate.status;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.RunPhase;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.model.FlowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines for people: what runs, what waits and for whom, what failed and why. */
final class Messages {
  /** Names beyond this many become a number. */
  private static final int NAMES = 3;

  private Messages() {}

  static String progress(FlowGraph graph, RunState state) {
    long ended = state.flows().values().stream().filter(flow -> flow.phase().isOutcome()).count();
    return ended + "/" + graph.size();
  }

  /** Of a run whose flows were changed, only what was recorded last knows how many there were. */
  static @Nullable String progress(RunState state, @Nullable String recorded) {
    long ended = state.flows().values().stream().filter(flow -> flow.phase().isOutcome()).count();
    return recorded == null || recorded.indexOf('/') < 0
        ? recorded
        : ended + recorded.substring(recorded.indexOf('/'));
  }

  static String line(FlowGraph graph, RunState state, List<FlowStatus> flows) {
    RunPhase phase = state.phase();
    if (phase == RunPhase.SUCCEEDED) {
      return "";
    }
    if (phase.isEnded()) {
      return failures(graph, state);
    }
    List<String> parts = new ArrayList<>();
    stuck(flows).ifPresent(parts::add);
    names(flows, flow -> "Retrying".equals(flow.phase()))
        .ifPresent(n -> parts.add("retrying: " + n));
    names(flows, flow -> isRunning(flow) && flow.reason() == null)
        .ifPresent(n -> parts.add("running: " + n));
    if (phase == RunPhase.SUSPENDED) {
      parts.add("suspended");
    } else if (state.stop() == null) {
      waiting(graph, state).ifPresent(parts::add);
    } else {
      parts.add("stopping");
    }
    return String.join("; ", parts);
  }

  /** Returns what failed and why, or what was cancelled; for a run that ended badly. */
  static String failures(FlowGraph graph, RunState state) {
    List<String> failed = new ArrayList<>();
    for (String name : graph.flows()) {
      FlowState flow = state.flow(name);
      if (flow.phase() == FlowPhase.FAILED && failed.size() <= NAMES) {
        String why = flow.reason() == null || flow.reason().isEmpty() ? "" : ": " + flow.reason();
        failed.add(name + " failed" + why);
      }
    }
    if (failed.size() > NAMES) {
      long all = state.flows().values().stream().filter(f -> f.phase() == FlowPhase.FAILED).count();
      failed.set(NAMES, (all - NAMES) + " more");
    }
    if (state.phase() == RunPhase.CANCELLED) {
      failed.add(0, "cancelled");
    } else if (failed.isEmpty()) {
      failed.add("the deadline has passed");
    }
    return String.join(", ", failed);
  }

  private static Optional<String> stuck(List<FlowStatus> flows) {
    return flows.stream()
        .filter(flow -> isRunning(flow) && flow.reason() != null)
        .findFirst()
        .map(flow -> flow.name() + ": " + flow.reason());
  }

  private static boolean isRunning(FlowStatus flow) {
    return "Starting".equals(flow.phase()) || "Running".equals(flow.phase());
  }

  private static Optional<String> names(List<FlowStatus> flows, Predicate<FlowStatus> which) {
    List<String> names =
        flows.stream().filter(which).map(flow -> String.valueOf(flow.name())).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
    return Optional.of(names.size() <= NAMES ? first : first + " +" + (names.size() - NAMES));
  }

  /** Names the first flow that waits, and what it waits for. */
  private static Optional<String> waiting(FlowGraph graph, RunState state) {
    for (String name : graph.flows()) {
      FlowPhase phase = state.flow(name).phase();
      if (phase == FlowPhase.READY) {
        return Optional.of("waiting: " + name + " (parallelism)");
      }
      if (phase == FlowPhase.WAITING) {
        String dependencies =
            graph.dependencies(name).stream()
                .filter(dependency -> !state.flow(dependency).phase().isOutcome())
                .limit(NAMES)
                .collect(Collectors.joining(", "));
        String whom = dependencies.isEmpty() ? "all flows" : dependencies;
        return Optional.of("waiting: " + name + " (" + whom + ")");
      }
    }
    return Optional.empty();
  }
}
