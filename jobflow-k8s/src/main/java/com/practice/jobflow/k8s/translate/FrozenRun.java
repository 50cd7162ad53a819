package com.practice.jobflow.k8s.translate;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.GraphResult;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import com.practice.jobflow.engine.plan.Action;
import com.practice.jobflow.engine.plan.FailurePolicy;
import com.practice.jobflow.engine.plan.FlowEngine;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.Observation;
import com.practice.jobflow.engine.plan.Plan;
import com.practice.jobflow.engine.plan.RunPhase;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.engine.plan.StopReason;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run whose flows were changed under it, so that nobody knows any more what was to follow what.
 *
 * <p>It is planned over the flows that are recorded and one that stands for all the others and
 * never starts: what runs may end, and {@code suspend}, {@code cancel} and the deadline do what
 * they always do, but nothing starts and no other verdict is reached until the flows are changed
 * back. Immutable.
 */
public final class FrozenRun {
  private static final String OTHERS = "others";
  private static final Set<FlowPhase> LIVE = Set.of(FlowPhase.STARTING, FlowPhase.RUNNING);

  private final FlowGraph graph;
  private final RunPolicy policy;
  private final RunState recorded;
  private final String others;
  private final boolean suspended;

  private FrozenRun(
      FlowGraph graph, RunPolicy policy, RunState recorded, String others, boolean suspended) {
    this.graph = graph;
    this.policy = policy;
    this.recorded = recorded;
    this.others = others;
    this.suspended = suspended;
  }

  /**
   * Freezes a run that is recorded, under the spec that is there now.
   *
   * @throws UnreadableStatusException if no spec can have had the flows that are recorded
   */
  public static FrozenRun of(JobFlow jobFlow, RunState recorded) {
    JobFlowSpec spec = jobFlow.getSpec();
    String others = OTHERS;
    while (recorded.flows().containsKey(others)) {
      others = others + "-x";
    }
    List<FlowDraft> drafts = new ArrayList<>();
    drafts.add(draft(others, RetryPolicy.NONE, null));
    drafts.addAll(drafts(spec, recorded));
    GraphResult graph = FlowGraph.of(drafts);
    if (!graph.problems().isEmpty()) {
      throw new UnreadableStatusException("status.flows", graph.problems().get(0).message());
    }
    return new FrozenRun(
        graph.orElseThrow(),
        policy(spec, recorded.attempt()),
        recorded,
        others,
        spec != null && Boolean.TRUE.equals(spec.suspend()));
  }

  /** Returns the flows that are recorded, and one more. */
  public FlowGraph graph() {
    return graph;
  }

  /** Decides what these observations mean; never asks for a start. */
  public Plan plan(List<Observation> observations, Instant now) {
    boolean masked = recorded.stop() == StopReason.FAIL_FAST;
    RunState given = with(recorded, recorded.phase(), masked ? null : recorded.stop());
    Plan plan = FlowEngine.plan(graph, policy, given.observing(observations), now);
    List<Action> stops =
        plan.actions().stream().filter(action -> action instanceof Action.Stop).toList();
    RunState state = plan.state();
    StopReason stop = masked && state.stop() == null ? StopReason.FAIL_FAST : state.stop();
    RunPhase phase = state.phase().isEnded() ? state.phase() : phase(stop);
    return new Plan(stops, with(state, phase, stop), phase, plan.nextWakeUp());
  }

  private RunPhase phase(@Nullable StopReason stop) {
    if (stop != null) {
      return RunPhase.STOPPING;
    }
    return suspended ? RunPhase.SUSPENDED : RunPhase.RUNNING;
  }

  private RunState with(RunState state, RunPhase phase, @Nullable StopReason stop) {
    Map<String, FlowState> flows = new LinkedHashMap<>(state.flows());
    flows.remove(others);
    return new RunState(
        phase, state.attempt(), state.startTime(), state.completionTime(), stop, flows, List.of());
  }

  private static RunPolicy policy(@Nullable JobFlowSpec spec, int attempt) {
    Long deadline = spec == null ? null : spec.activeDeadlineSeconds();
    return new RunPolicy(
        FailurePolicy.CONTINUE,
        OptionalInt.empty(),
        true,
        spec != null && Boolean.TRUE.equals(spec.cancel()),
        attempt,
        Optional.ofNullable(deadline).filter(time -> time >= 0).map(Duration::ofSeconds));
  }

  /** Whatever is known of the recorded flows by what bears their names now. */
  private static List<FlowDraft> drafts(@Nullable JobFlowSpec spec, RunState recorded) {
    Map<String, Flow> finallyFlows = byName(spec == null ? List.of() : spec.finallyFlows());
    Map<String, Flow> flows = byName(spec == null ? List.of() : spec.flows());
    List<FlowDraft> main = new ArrayList<>();
    List<FlowDraft> last = new ArrayList<>();
    recorded
        .flows()
        .forEach(
            (name, state) -> {
              boolean keeps = state.phase().isOutcome() || LIVE.contains(state.phase());
              Flow flow = flows.getOrDefault(name, finallyFlows.get(name));
              if (finallyFlows.containsKey(name) && keeps) {
                last.add(draft(name, retry(flow), When.ALWAYS));
              } else {
                main.add(draft(name, retry(flow), null));
              }
            });
    main.addAll(last);
    return main;
  }

  private static RetryPolicy retry(@Nullable Flow flow) {
    try {
      return flow == null
          ? RetryPolicy.NONE
          : JobFlowTranslator.retry(flow.retry(), String.valueOf(flow.name()));
    } catch (InvalidSpecException unreadable) {
      return RetryPolicy.NONE;
    }
  }

  private static FlowDraft draft(String name, RetryPolicy retry, @Nullable When finallyWhen) {
    return new FlowDraft(name, List.of(), null, false, retry, finallyWhen);
  }

  private static Map<String, Flow> byName(List<Flow> flows) {
    return flows.stream()
        .collect(Collectors.toMap(flow -> String.valueOf(flow.name()), flow -> flow, (a, b) -> a));
  }
}
