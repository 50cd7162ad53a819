package com.practice.jobflow.k8s.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.RunPhase;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.engine.plan.StopReason;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatesTest {
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void readsAnAbsentStatusAsANewRun() {
    assertThat(RunStates.state(null)).isEqualTo(RunState.NEW);
  }

  @Test
  void readsTheStatusOfAnInvalidSpecAsANewRun() {
    assertThat(RunStates.state(written(RunState.NEW, RunStates.INVALID))).isEqualTo(RunState.NEW);
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryPhaseOfAFlow(FlowPhase phase) {
    boolean ours = phase == FlowPhase.STARTING || phase == FlowPhase.RUNNING;
    keeps(
        new FlowState(
            phase,
            2,
            1,
            TIME,
            TIME.plusSeconds(5),
            TIME.plusSeconds(9),
            ours ? null : "Reason",
            ours ? null : "message"));
  }

  @Test
  void keepsTheFirstAttemptWithoutWritingItDown() {
    FlowState flow = new FlowState(FlowPhase.RUNNING, 1, 0, TIME, null, null, null, null);

    assertThat(written("a", flow).attempt()).isNull();
    keeps(flow);
  }

  @Test
  void keepsThatAReadyFlowHasHadNoJob() {
    keeps(new FlowState(FlowPhase.READY, 0, 0, null, null, null, null, null));
  }

  @Test
  void keepsTheAttemptsOfAFlowThatWaitsAgain() {
    keeps(new FlowState(FlowPhase.WAITING, 1, 0, null, null, null, null, null));
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryStopReason(StopReason stop) {
    RunState state = new RunState(RunPhase.STOPPING, 3, TIME, null, stop, Map.of(), List.of());

    assertThat(RunStates.state(written(state, RunStates.word(state.phase())))).isEqualTo(state);
  }

  @Test
  void leavesTheReasonOfAFlowThatDoesNotStartOutOfTheState() {
    FlowStatus stuck =
        new FlowStatus(
            "a", "Starting", "2026-11-22T10:00:00Z", null, null, null, null, null, "Quota", "full");

    assertThat(RunStates.state(status("Running", List.of(stuck), null)).flow("a").reason())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{phase: Running, startTime: yesterday}",
        "{phase: Running, flows: [{name: a, phase: Succeeded}]}",
        "{phase: Running, startTime: '2026-11-22T10:00:00Z', completionTime: ''}",
        "{phase: Running, startTime: '2026-11-22T10:00:00Z', attempt: 0}",
        "{phase: Running, startTime: '2026-11-22T10:00:00Z', flows: [{name: a, phase: Running,"
            + " attempt: 0, startTime: '2026-11-22T10:00:00Z'}]}",
        "{phase: Running, startTime: '2026-11-22T10:00:00Z', flows: [{name: a, phase: Retrying,"
            + " retries: -1}]}",
        "{phase: Running, startTime: '2026-11-22T10:00:00Z', flows: [{name: a, phase: Running,"
            + " startTime: 0}]}"
      })
  void refusesNumbersAndTimesThatNobodyWrote(String yaml) {
    JobFlowStatus status =
        new KubernetesSerialization().unmarshal("--- " + yaml, JobFlowStatus.class);

    assertThatThrownBy(() -> RunStates.state(status))
        .isInstanceOf(UnreadableStatusException.class)
        .hasMessageStartingWith("status.");
  }

  @Test
  void namesTheFieldOfAWordThatItDoesNotKnow() {
    FlowStatus newer =
        new FlowStatus("a", "Pondering", null, null, null, null, null, null, null, null);

    assertThatThrownBy(() -> RunStates.state(status("Running", List.of(newer), null)))
        .isInstanceOf(UnreadableStatusException.class)
        .hasMessageContaining("status.flows[0].phase")
        .hasMessageContaining("Pondering");
  }

  private static void keeps(FlowState flow) {
    Map<String, FlowState> flows = new LinkedHashMap<>();
    flows.put("a", flow);
    RunState state = new RunState(RunPhase.RUNNING, 1, TIME, null, null, flows, List.of());

    assertThat(RunStates.state(written(state, "Running"))).isEqualTo(state);
  }

  private static FlowStatus written(String name, FlowState flow) {
    return RunStates.status(name, flow, null, flow.reason(), flow.message());
  }

  private static JobFlowStatus written(RunState state, String phase) {
    List<FlowStatus> flows = new ArrayList<>();
    state.flows().forEach((name, flow) -> flows.add(written(name, flow)));
    return new JobFlowStatus(
        1L,
        phase,
        state.attempt() == 1 ? null : state.attempt(),
        state.stop() == null ? null : RunStates.word(state.stop()),
        RunStates.time(state.startTime()),
        RunStates.time(state.completionTime()),
        null,
        null,
        null,
        List.of(),
        flows,
        null);
  }

  private static JobFlowStatus status(
      String phase, List<FlowStatus> flows, @Nullable String stopReason) {
    return new JobFlowStatus(
        1L,
        phase,
        null,
        stopReason,
        "2026-11-22T10:00:00Z",
        null,
        null,
        null,
        null,
        List.of(),
        flows,
        null);
  }
}
