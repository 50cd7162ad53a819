package com.practice.jobflow.k8s.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Any JSON as a recorded status: it is refused by the decoder or by name, or read; and what is read
 * is written as what reads the same.
 */
public final class StatusFuzzer {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private StatusFuzzer() {}

  /** Takes one input; throws if something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    JobFlowStatus status;
    try {
      status = SERIALIZATION.unmarshal(new String(input, UTF_8), JobFlowStatus.class);
    } catch (RuntimeException undecodable) {
      return;
    }
    RunState state;
    try {
      state = RunStates.state(status);
    } catch (UnreadableStatusException refused) {
      return;
    }
    if (state.equals(RunState.NEW)) {
      if (status != null && !status.flows().isEmpty()) {
        throw new AssertionError(status + " would begin anew");
      }
      return;
    }
    JobFlowStatus written = write(status, state);
    RunState again = RunStates.state(written);
    if (!inWholeSeconds(again).equals(inWholeSeconds(state))) {
      throw new AssertionError(state + " was written as " + written + " and read as " + again);
    }
    String json = SERIALIZATION.asJson(written);
    // an empty text is left out, and so comes back as none
    if (!SERIALIZATION.asJson(SERIALIZATION.unmarshal(json, JobFlowStatus.class)).equals(json)) {
      throw new AssertionError(json + " reads as another status");
    }
  }

  private static String inWholeSeconds(RunState state) {
    return state.toString().replaceAll("([:][0-9]{2})[.][0-9]+Z", "$1Z");
  }

  private static JobFlowStatus write(JobFlowStatus read, RunState state) {
    List<FlowStatus> flows = new ArrayList<>();
    for (Map.Entry<String, FlowState> flow : state.flows().entrySet()) {
      flows.add(
          RunStates.status(
              flow.getKey(),
              flow.getValue(),
              null,
              flow.getValue().reason(),
              flow.getValue().message()));
    }
    return new JobFlowStatus(
        read.observedGeneration(),
        RunStates.word(state.phase()),
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
}
