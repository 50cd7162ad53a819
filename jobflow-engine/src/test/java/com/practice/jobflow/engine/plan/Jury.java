package com.practice.jobflow.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.fixture.RandomDag;
import com.practice.jobflow.engine.graph.FlowGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts every event to {@link FlowEngine#plan} from a snapshot, to a {@link FlowRun} that lives on,
 * to one that resumes from the snapshot, and to the oracle, and compares all answers; then holds
 * the answer against what must hold whatever the tables say.
 */
final class Jury {
  private static final Set<String> OWN_REASONS =
      Stream.of(FlowReason.values()).map(FlowReason::wire).collect(Collectors.toSet());

  private final NaiveGraph dag;
  private final FlowGraph graph;
  private final NaiveRun oracle;
  private final List<Object> trace = new ArrayList<>();
  private final Set<Action> startable = new HashSet<>();
  private final Set<Action> started = new HashSet<>();
  private FlowRun run;
  private RunPolicy policy;
  private RunState state = RunState.NEW;
  private Optional<Instant> nextWakeUp = Optional.empty();

  Jury(RandomDag dag, RunPolicy policy) {
    this.dag = new NaiveGraph(dag);
    this.graph = dag.graph();
    this.policy = policy;
    this.oracle = new NaiveRun(dag, policy);
    this.run = FlowRun.of(graph, policy);
    trace.add(policy);
  }

  RunState state() {
    return state;
  }

  RunPolicy policy() {
    return policy;
  }

  Optional<Instant> nextWakeUp() {
    return nextWakeUp;
  }

  String trace() {
    return trace.stream().map(Jury::describe).collect(Collectors.joining("\n"));
  }

  /** Lets everybody answer and returns the actions that they agree on. */
  List<Action> judge(Happening event) {
    trace.add(event);
    RunState before = state;
    RunPolicy policyBefore = policy;
    List<Observation> seen = List.of();
    if (event instanceof Happening.Change change) {
      policy = change.policy();
      oracle.change(policy);
    } else if (event instanceof Happening.Seen some) {
      seen = some.seen();
    } else if (event instanceof Happening.Told told) {
      seen = List.of(new Observation.Succeeded(told.flow(), told.attempt(), event.now()));
    }

    Plan plan = FlowEngine.plan(graph, policy, before.observing(seen), event.now());
    trace.add(plan);
    state = plan.state();
    nextWakeUp = plan.nextWakeUp();

    isPure(plan, before.observing(seen), event.now());
    isIdempotent(plan, event.now());
    agreesWithOracle(plan, seen, event.now());
    if (seen.size() > 1) {
      // a FlowRun sees one after the other and may start flows in between
      run = FlowRun.resume(graph, policy, state);
    } else {
      agreesWithRun("FlowRun", run, event, plan);
      FlowRun resumed = FlowRun.resume(graph, policyBefore, before);
      agreesWithRun("FlowRun.resume", resumed, event, plan);
    }
    keepsPromises(before, plan, seen);
    assertThat(nextWakeUp.filter(time -> !time.isAfter(event.now())))
        .as("a wake-up that lies ahead")
        .isEmpty();
    return plan.actions();
  }

  private void isPure(Plan plan, RunState before, Instant now) {
    assertThat(FlowEngine.plan(graph, policy, before, now)).as("plan is pure").isEqualTo(plan);
  }

  private void isIdempotent(Plan plan, Instant now) {
    Plan again = FlowEngine.plan(graph, policy, plan.state(), now);

    assertThat(again.actions()).as("plan of its own result does nothing").isEmpty();
    assertThat(again.state()).as("plan of its own result is the same").isEqualTo(plan.state());
    assertThat(again.nextWakeUp()).as("wakes up as before").isEqualTo(plan.nextWakeUp());
  }

  private void agreesWithRun(String who, FlowRun other, Happening event, Plan plan) {
    List<Action> actions = perform(other, event);

    assertThat(actions).as("%s acts as plan", who).isEqualTo(plan.actions());
    RunState reached = other.state();
    assertThat(reached).as("%s records as plan", who).isEqualTo(plan.state());
    assertThat(List.copyOf(reached.flows().keySet()))
        .as("%s keeps the order of declaration", who)
        .isEqualTo(List.copyOf(plan.state().flows().keySet()));
    assertThat(other.nextWakeUp()).as("%s wakes up as plan", who).isEqualTo(plan.nextWakeUp());
    assertThat(other.phase()).as("%s is where plan is", who).isEqualTo(plan.phase());
    assertThat(other.ended()).as("%s counts outcomes", who).isEqualTo(ended(plan.state()));
  }

  private static List<Action> perform(FlowRun run, Happening event) {
    if (event instanceof Happening.Begin) {
      return run.start(event.now());
    }
    if (event instanceof Happening.Seen some) {
      return run.observe(some.seen().get(0), event.now());
    }
    if (event instanceof Happening.Told told) {
      return run.succeeded(told.flow(), event.now());
    }
    if (event instanceof Happening.Change change) {
      return run.change(change.policy(), event.now());
    }
    return run.tick(event.now());
  }

  private void agreesWithOracle(Plan plan, List<Observation> seen, Instant now) {
    List<Action> actions = oracle.plan(seen, now);
    RunState expected = oracle.state();

    assertThat(plain(plan.state())).as("oracle: state").isEqualTo(plain(expected));
    assertThat(List.copyOf(plan.state().flows().keySet()))
        .as("oracle: flows that left Waiting, in the order of declaration")
        .isEqualTo(List.copyOf(expected.flows().keySet()));
    assertThat(plan.actions()).as("oracle: actions").isEqualTo(actions);
    assertThat(plan.nextWakeUp()).as("oracle: next wake-up").isEqualTo(oracle.nextWakeUp());
    assertThat(plan.phase()).as("the plan's phase is the state's").isEqualTo(expected.phase());
    namesWhoDecided(plan.state());
  }

  /** Returns the state without the words that are the engine's own to choose. */
  private static RunState plain(RunState state) {
    Map<String, FlowState> flows =
        state.flows().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
    return new RunState(
        state.phase(),
        state.attempt(),
        state.startTime(),
        state.completionTime(),
        state.stop(),
        flows,
        state.observations());
  }

  private static FlowState plain(FlowState flow) {
    boolean ours = flow.reason() != null && OWN_REASONS.contains(flow.reason());
    return new FlowState(
        flow.phase(),
        flow.attempt(),
        flow.retries(),
        flow.startTime(),
        flow.completionTime(),
        flow.retryTime(),
        flow.reason(),
        ours ? null : flow.message());
  }

  private void namesWhoDecided(RunState now) {
    now.flows()
        .forEach(
            (name, flow) -> {
              if (FlowReason.DEPENDENCY_IMPOSSIBLE.wire().equals(flow.reason())) {
                List<String> decided =
                    dag.waitsFor(name).stream()
                        .filter(other -> now.flow(other).phase().isOutcome())
                        .toList();
                assertThat(decided)
                    .as("%s is impossible and says why: %s", name, flow.message())
                    .anyMatch(other -> String.valueOf(flow.message()).contains(other));
              }
            });
  }

  private void keepsPromises(RunState before, Plan plan, List<Observation> seen) {
    for (Observation one : seen) {
      boolean current = before.flow(one.flow()).attempt() == one.attempt();
      if (one instanceof Observation.Missing && current && hasJob(before.flow(one.flow()))) {
        startable.add(new Action.Start(one.flow(), one.attempt()));
      }
    }
    for (Action action : plan.actions()) {
      if (action instanceof Action.Start) {
        startsOnce(action);
        startsWhenAllowed(action, plan.state());
      }
    }
    long jobs = plan.state().flows().values().stream().filter(Jury::hasJob).count();
    long jobsBefore = before.flows().values().stream().filter(Jury::hasJob).count();
    assertThat(jobs)
        .as("Jobs at once")
        .isLessThanOrEqualTo(Math.max(jobsBefore, policy.parallelism().orElse(Integer.MAX_VALUE)));
    outcomesAbsorb(before, plan.state());
  }

  private void startsOnce(Action start) {
    assertThat(started.add(start) || startable.remove(start))
        .as("%s only once unless its Job was seen missing", start)
        .isTrue();
  }

  private void startsWhenAllowed(Action start, RunState now) {
    assertThat(dag.satisfied(start.flow(), other -> now.flow(other).phase()))
        .as("the dependencies of %s are satisfied", start.flow())
        .isEqualTo(true);
    if (!dag.isMain(start.flow())) {
      assertThat(dag.names())
          .filteredOn(dag::isMain)
          .as("main flows that have no outcome when %s starts", start.flow())
          .allMatch(name -> now.flow(name).phase().isOutcome());
    }
  }

  private static void outcomesAbsorb(RunState before, RunState now) {
    if (before.attempt() == now.attempt()) {
      before
          .flows()
          .forEach(
              (name, flow) -> {
                if (flow.phase().isOutcome()) {
                  assertThat(now.flow(name)).as("the outcome of %s absorbs", name).isEqualTo(flow);
                }
              });
      if (before.phase().isEnded()) {
        assertThat(now).as("an ended run").isEqualTo(before.observing(List.of()));
      }
    }
  }

  private static boolean hasJob(@Nullable FlowState flow) {
    return flow != null
        && (flow.phase() == FlowPhase.STARTING || flow.phase() == FlowPhase.RUNNING);
  }

  private static int ended(RunState state) {
    return (int) state.flows().values().stream().filter(flow -> flow.phase().isOutcome()).count();
  }

  private static String describe(Object step) {
    if (step instanceof Happening event) {
      return "  " + event.describe();
    }
    return step instanceof Plan plan ? "    -> " + describe(plan) : step.toString();
  }

  private static String describe(Plan plan) {
    String flows =
        plan.state().flows().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + describe(entry.getValue()))
            .collect(Collectors.joining(" "));
    StopReason stop = plan.state().stop();
    return plan.phase()
        + (stop == null ? "" : " (" + stop + ")")
        + " "
        + plan.actions()
        + " "
        + flows
        + plan.nextWakeUp().map(time -> " wake " + Happening.seconds(time)).orElse("");
  }

  private static String describe(FlowState flow) {
    return flow.phase()
        + (flow.attempt() == 0 ? "" : "#" + flow.attempt())
        + (flow.reason() == null ? "" : "/" + flow.reason());
  }
}
