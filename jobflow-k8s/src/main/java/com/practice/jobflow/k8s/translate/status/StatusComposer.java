package com.practice.jobflow.k8s.translate.status;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.RunPhase;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.engine.plan.StopReason;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.memory.Trouble;
import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.k8s.translate.TranslatedJobFlow;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Composes the status of a JobFlow. Stateless and thread-safe. */
public final class StatusComposer {
  private static final int LONGEST_FLOW_MESSAGE = 256;
  private static final int LONGEST_MESSAGE = 256;
  private static final Set<String> LIVE = Set.of("Starting", "Running");

  private StatusComposer() {}

  /**
   * Returns the status that records a run.
   *
   * @param before what is recorded now
   * @param translated its spec
   * @param state what is to be recorded
   * @param jobNames of each flow, its Job's name where it is not the default one
   * @param memory why flows that are Starting do not start
   * @param now for conditions that change
   */
  public static Journal running(
      Journal before,
      TranslatedJobFlow translated,
      RunState state,
      Map<String, String> jobNames,
      RunMemory memory,
      Instant now) {
    List<FlowStatus> flows = flows(before, state, jobNames, memory);
    Optional<Trouble> stuck =
        flows.stream()
            .filter(flow -> !state.phase().isEnded())
            .filter(flow -> LIVE.contains(String.valueOf(flow.phase())) && flow.reason() != null)
            .findFirst()
            .map(StatusComposer::trouble);
    FlowGraph graph = translated.graph();
    String message = Messages.line(graph, state, flows);
    return before.with(
        new JobFlowStatus(
            before.generation(),
            RunStates.word(state.phase()),
            state.attempt() == 1 ? null : state.attempt(),
            state.stop() == null ? null : RunStates.word(state.stop()),
            RunStates.time(state.startTime()),
            RunStates.time(state.completionTime()),
            duration(state.startTime(), state.completionTime()),
            Messages.progress(graph, state),
            message.isEmpty() ? null : Conditions.cut(message, LONGEST_MESSAGE),
            conditions(before, graph, state, stuck, now),
            flows,
            translated.specHash()));
  }

  /**
   * Why a run that has started can start nothing more.
   *
   * @param graph of the flows that are recorded
   * @param cause what is wrong
   */
  public record Standstill(FlowGraph graph, Trouble cause) {}

  /**
   * Returns the status that records a run whose flows were changed under it.
   *
   * @param standstill what is wrong
   */
  public static Journal frozen(
      Journal before,
      Standstill standstill,
      RunState state,
      Map<String, String> jobNames,
      RunMemory memory,
      Instant now) {
    JobFlowStatus former = before.status();
    List<FlowStatus> flows = flows(before, state, jobNames, memory);
    return before.with(
        new JobFlowStatus(
            former.observedGeneration(),
            RunStates.word(state.phase()),
            former.attempt(),
            state.stop() == null ? null : RunStates.word(state.stop()),
            former.startTime(),
            RunStates.time(state.completionTime()),
            duration(state.startTime(), state.completionTime()),
            Messages.progress(state, former.progress()),
            Conditions.cut(stalled(standstill.cause()), LONGEST_MESSAGE),
            conditions(before, standstill.graph(), state, Optional.of(standstill.cause()), now),
            flows,
            former.specHash()));
  }

  private static List<FlowStatus> flows(
      Journal before, RunState state, Map<String, String> jobNames, RunMemory memory) {
    Map<String, FlowStatus> recorded =
        before.status().flows().stream()
            .collect(
                Collectors.toMap(
                    flow -> String.valueOf(flow.name()), Function.identity(), (one, two) -> one));
    List<FlowStatus> flows = new ArrayList<>();
    state
        .flows()
        .forEach(
            (name, flow) ->
                flows.add(flow(name, flow, jobNames.get(name), memory, recorded.get(name))));
    return flows;
  }

  private static @Nullable String duration(@Nullable Instant start, @Nullable Instant end) {
    return start == null || end == null ? null : Times.span(Duration.between(start, end));
  }

  private static Trouble trouble(FlowStatus flow) {
    String message = flow.message() == null ? "" : flow.message();
    return new Trouble(String.valueOf(flow.reason()), flow.name() + ": " + message);
  }

  private static String stalled(Trouble trouble) {
    return "stalled: " + trouble.reason() + ": " + trouble.message();
  }

  /** Returns the status of a JobFlow whose spec is no valid graph. */
  public static Journal invalid(Journal before, List<String> problems, Instant now) {
    String first = problems.get(0);
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return stalled(
        before,
        RunStates.INVALID,
        new Trouble(Reasons.INVALID_SPEC, String.join("; ", problems)),
        "invalid: " + first + more,
        now);
  }

  /** Returns the present status with Stalled set: nothing is started, what was recorded stays. */
  public static Journal stalled(Journal before, Trouble trouble, Instant now) {
    return stalled(before, before.status().phase(), trouble, stalled(trouble), now);
  }

  private static Journal stalled(
      Journal before, @Nullable String phase, Trouble trouble, String message, Instant now) {
    JobFlowStatus former = before.status();
    List<Condition> conditions =
        new Conditions(former.conditions(), before.generation(), now)
            .add(Conditions.STALLED, true, trouble.reason(), trouble.message())
            .build();
    List<Condition> all = new ArrayList<>(conditions);
    former.conditions().stream()
        .filter(condition -> !Conditions.STALLED.equals(condition.getType()))
        .filter(condition -> !Conditions.RECONCILING.equals(condition.getType()))
        .forEach(all::add);
    return before.with(
        new JobFlowStatus(
            RunStates.INVALID.equals(phase)
                ? Long.valueOf(before.generation())
                : former.observedGeneration(),
            phase,
            former.attempt(),
            former.stopReason(),
            former.startTime(),
            former.completionTime(),
            former.duration(),
            former.progress(),
            Conditions.cut(message, LONGEST_MESSAGE),
            all,
            former.flows(),
            former.specHash()));
  }

  private static FlowStatus flow(
      String name,
      FlowState flow,
      @Nullable String jobName,
      RunMemory memory,
      @Nullable FlowStatus recorded) {
    String reason = flow.reason();
    String message = flow.message();
    if (flow.phase() == FlowPhase.STARTING) {
      Optional<Trouble> trouble =
          memory.trouble(name, flow.attempt()).or(() -> memory.notice(name));
      boolean unanswered = memory.creation(name, flow.attempt()).isEmpty();
      if (trouble.isPresent()) {
        reason = trouble.get().reason();
        message = trouble.get().message();
      } else if (unanswered && recorded != null && isSameStart(recorded, flow)) {
        // until a request is answered, what whoever tried last has recorded still holds
        reason = recorded.reason();
        message = recorded.message();
      }
    } else if (flow.phase() == FlowPhase.RUNNING) {
      reason = memory.notice(name).map(Trouble::reason).orElse(null);
      message = memory.notice(name).map(Trouble::message).orElse(null);
    }
    if (memory.isEconomizing()) {
      return RunStates.status(name, withoutTimes(flow), jobName, reason, null);
    }
    return RunStates.status(
        name,
        flow,
        jobName,
        reason,
        message == null || message.isEmpty()
            ? null
            : Conditions.cut(message, LONGEST_FLOW_MESSAGE));
  }

  /** What an ended flow needs to stay ended, and no more. */
  private static FlowState withoutTimes(FlowState flow) {
    return flow.phase().isOutcome()
        ? new FlowState(
            flow.phase(), flow.attempt(), 0, null, null, null, flow.reason(), flow.message())
        : flow;
  }

  private static boolean isSameStart(FlowStatus recorded, FlowState flow) {
    return "Starting".equals(recorded.phase()) && RunStates.attempt(recorded) == flow.attempt();
  }

  private static List<Condition> conditions(
      Journal before, FlowGraph graph, RunState state, Optional<Trouble> stuck, Instant now) {
    Conditions conditions = new Conditions(before.status().conditions(), before.generation(), now);
    RunPhase phase = state.phase();
    if (phase == RunPhase.SUCCEEDED) {
      conditions.add(
          Conditions.COMPLETE, true, Reasons.COMPLETED, Messages.progress(graph, state) + " flows");
    } else if (phase.isEnded()) {
      conditions.add(Conditions.FAILED, true, failure(state), Messages.failures(graph, state));
    }
    if (phase == RunPhase.SUSPENDED) {
      conditions.add(
          Conditions.SUSPENDED, true, Reasons.SUSPENDED, "spec.suspend is true: nothing starts");
    } else if (conditions.hadBefore(Conditions.SUSPENDED)) {
      conditions.add(Conditions.SUSPENDED, false, Reasons.RESUMED, "spec.suspend is false");
    }
    if (stuck.isPresent()) {
      conditions.add(Conditions.STALLED, true, stuck.get().reason(), stuck.get().message());
    } else if (phase == RunPhase.RUNNING) {
      conditions.add(Conditions.RECONCILING, true, Reasons.RUNNING, "flows are running");
    } else if (phase == RunPhase.STOPPING) {
      conditions.add(Conditions.RECONCILING, true, Reasons.STOPPING, "running flows are ending");
    }
    return conditions.build();
  }

  private static String failure(RunState state) {
    if (state.phase() == RunPhase.CANCELLED) {
      return Reasons.CANCELLED;
    }
    return state.stop() == StopReason.DEADLINE_EXCEEDED
        ? Reasons.DEADLINE_EXCEEDED
        : Reasons.FLOW_FAILED;
  }
}
