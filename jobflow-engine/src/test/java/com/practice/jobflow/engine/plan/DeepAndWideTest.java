package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.fixture.EngineAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.fixture.Graphs;
import com.practice.jobflow.engine.fixture.Policies;
import com.practice.jobflow.engine.graph.FlowGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * 10,000 flows in a row and side by side, on a stack that a recursion along the edges overflows.
 */
class DeepAndWideTest {
  private static final int FLOWS = 10_000;
  private static final int SOME = 200;
  private static final int STACK_BYTES = 256 * 1024;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void chainRunsFlowByFlow() throws InterruptedException {
    onSmallStack(
        () -> {
          FlowRun run = FlowRun.of(Graphs.chain(FLOWS), RunPolicy.DEFAULT);

          List<Action> next = run.start(NOON);
          for (int flow = 0; flow < FLOWS; flow++) {
            assertThat(next).containsExactly(new Action.Start("f" + flow, 1));
            next = run.succeeded("f" + flow, NOON);
          }

          assertThat(run.phase()).isEqualTo(RunPhase.SUCCEEDED);
          assertThat(run.ended()).isEqualTo(FLOWS);
        });
  }

  @Test
  void chainRunsByPlansAtItsBeginningAndItsEnd() throws InterruptedException {
    onSmallStack(
        () -> {
          FlowGraph chain = Graphs.chain(FLOWS);
          Plan plan = FlowEngine.plan(chain, RunPolicy.DEFAULT, RunState.NEW, NOON);
          assertThat(plan).starts("f0").startsNothingElse();
          for (int flow = 0; flow < SOME; flow++) {
            plan = plan(chain, plan.state(), new Observation.Succeeded("f" + flow, 1, NOON));
            assertThat(plan).starts("f" + (flow + 1)).startsNothingElse();
          }

          // a plan looks at every flow, so 10,000 of them take their time: a FlowRun goes the long
          // way
          FlowRun run = FlowRun.resume(chain, RunPolicy.DEFAULT, plan.state());
          for (int flow = SOME; flow < FLOWS - SOME; flow++) {
            run.succeeded("f" + flow, NOON);
          }

          plan = FlowEngine.plan(chain, RunPolicy.DEFAULT, run.state(), NOON);
          assertThat(plan).doesNothing();
          for (int flow = FLOWS - SOME; flow < FLOWS; flow++) {
            plan = plan(chain, plan.state(), new Observation.Succeeded("f" + flow, 1, NOON));
          }
          assertThat(plan).doesNothing().leavesTheRun(RunPhase.SUCCEEDED).needsNoWakeUp();
        });
  }

  @Test
  void skipCarriesOnDownTheWholeChain() throws InterruptedException {
    onSmallStack(
        () -> {
          FlowGraph chain = Graphs.chain(FLOWS);
          RunPolicy goOn = Policies.aPolicy().on(FailurePolicy.CONTINUE).build();
          FlowRun run = FlowRun.of(chain, goOn);
          run.start(NOON);
          RunState started = run.state();
          Observation failed = new Observation.Failed("f0", 1, NOON, "Broken", "exit code 1");

          List<Action> actions = run.observe(failed, NOON);
          Plan plan = FlowEngine.plan(chain, goOn, started.observing(List.of(failed)), NOON);

          assertThat(actions).isEmpty();
          assertThat(run.state())
              .is(RunPhase.FAILED)
              .has("f1", FlowPhase.SKIPPED, FlowReason.DEPENDENCY_IMPOSSIBLE)
              .has("f9999", FlowPhase.SKIPPED, FlowReason.DEPENDENCY_IMPOSSIBLE);
          assertThat(plan.state()).isEqualTo(run.state());
        });
  }

  @Test
  void fanRunsFlowByFlow() throws InterruptedException {
    onSmallStack(
        () -> {
          FlowRun run = FlowRun.of(Graphs.fan(FLOWS), RunPolicy.DEFAULT);
          run.start(NOON);

          assertThat(run.succeeded("root", NOON)).hasSize(FLOWS);
          for (int flow = 0; flow < FLOWS - 1; flow++) {
            assertThat(run.succeeded("f" + flow, NOON)).isEmpty();
          }
          assertThat(run.succeeded("f" + (FLOWS - 1), NOON))
              .containsExactly(new Action.Start("join", 1));
          run.succeeded("join", NOON);

          assertThat(run.phase()).isEqualTo(RunPhase.SUCCEEDED);
        });
  }

  @Test
  void fanRunsByPlansAlone() throws InterruptedException {
    onSmallStack(
        () -> {
          FlowGraph fan = Graphs.fan(FLOWS);
          Plan plan = FlowEngine.plan(fan, RunPolicy.DEFAULT, RunState.NEW, NOON);
          assertThat(plan).starts("root").startsNothingElse();
          plan = plan(fan, plan.state(), new Observation.Succeeded("root", 1, NOON));
          assertThat(plan.actions()).hasSize(FLOWS);

          List<Observation> all = new ArrayList<>();
          for (int flow = 0; flow < FLOWS; flow++) {
            all.add(new Observation.Succeeded("f" + flow, 1, NOON));
          }
          plan = FlowEngine.plan(fan, RunPolicy.DEFAULT, plan.state().observing(all), NOON);
          assertThat(plan).starts("join").startsNothingElse();
          plan = plan(fan, plan.state(), new Observation.Succeeded("join", 1, NOON));

          assertThat(plan).doesNothing().leavesTheRun(RunPhase.SUCCEEDED).needsNoWakeUp();
        });
  }

  private static Plan plan(FlowGraph graph, RunState before, Observation seen) {
    return FlowEngine.plan(graph, RunPolicy.DEFAULT, before.observing(List.of(seen)), NOON);
  }

  private static void onSmallStack(Runnable test) throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread = new Thread(null, test, "small stack", STACK_BYTES);
    thread.setUncaughtExceptionHandler((where, problem) -> thrown.add(problem));
    thread.start();
    thread.join();
    assertThat(thrown).isEmpty();
  }
}
