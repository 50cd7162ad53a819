package com.practice.jobflow.engine.plan;

import static com.practice.jobflow.engine.graph.FlowDraft.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArgumentTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final FlowGraph GRAPH =
      FlowGraph.of(List.of(named("a"), named("b").after("a"))).orElseThrow();

  private static RunPolicy policy(OptionalInt parallelism, int attempt, Duration deadline) {
    return new RunPolicy(
        FailurePolicy.CONTINUE, parallelism, false, false, attempt, Optional.of(deadline));
  }

  @Test
  void refusesImpossiblePolicies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(OptionalInt.of(0), 1, SECOND))
        .withMessage("parallelism must be 1 or more, is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(OptionalInt.empty(), 0, SECOND))
        .withMessage("attempt must be 1 or more, is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(OptionalInt.empty(), 1, SECOND.negated()))
        .withMessage("deadline must be 0 or more, is PT-1S");
  }

  @Test
  void refusesImpossibleRetries() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.ofLimit(-1))
        .withMessage("limit must be 0 or more, is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, SECOND.negated(), SECOND))
        .withMessage("backoff must be 0 or more, is PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, SECOND, SECOND.negated()))
        .withMessage("maxBackoff must be 0 or more, is PT-1S");
  }

  @Test
  void doublesTheWaitUpToItsMaximum() {
    RetryPolicy retry = new RetryPolicy(1, SECOND, Duration.ofSeconds(5));

    assertThat(retry.delay(0)).isEqualTo(SECOND);
    assertThat(retry.delay(2)).isEqualTo(Duration.ofSeconds(4));
    assertThat(retry.delay(3)).isEqualTo(Duration.ofSeconds(5));
    assertThat(retry.delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(new RetryPolicy(1, Duration.ZERO, SECOND).delay(Integer.MAX_VALUE)).isZero();
  }

  @Test
  void refusesStatesOfOtherGraphs() {
    RunState other =
        new RunState(
            RunPhase.RUNNING, 1, NOW, null, null, Map.of("x", FlowState.WAITING), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlowEngine.plan(GRAPH, RunPolicy.DEFAULT, other, NOW))
        .withMessage("the graph has no flow \"x\"");
  }

  @Test
  void refusesTheEndOfAFlowThatHasNoJob() {
    FlowRun run = FlowRun.of(GRAPH, RunPolicy.DEFAULT);
    run.start(NOW);

    assertThatIllegalStateException()
        .isThrownBy(() -> run.succeeded("b", NOW))
        .withMessage("flow \"b\" is WAITING, neither STARTING nor RUNNING");
    assertThatIllegalArgumentException().isThrownBy(() -> run.failed("x", NOW));
  }

  @Test
  void refusesTimesThatItCannotKeep() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlowEngine.plan(GRAPH, RunPolicy.DEFAULT, RunState.NEW, Instant.MAX))
        .withMessageEndingWith("is not between the years 1678 and 2262");
  }

  @Test
  void takesADeadlineBeyondTimeForNone() {
    RunPolicy forever = policy(OptionalInt.empty(), 1, Duration.ofSeconds(Long.MAX_VALUE));

    Plan plan = FlowEngine.plan(GRAPH, forever, RunState.NEW, NOW);

    assertThat(plan.nextWakeUp()).isEmpty();
    assertThat(plan.phase()).isEqualTo(RunPhase.RUNNING);
  }
}
