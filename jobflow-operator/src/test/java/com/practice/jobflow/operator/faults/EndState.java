package com.practice.jobflow.operator.faults;

import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import java.util.List;
import java.util.Objects;

/** All of a status that must not depend on what happened on the way: everything but the times. */
record EndState(String phase, String progress, List<String> conditions, List<String> flows) {
  static EndState of(JobFlow jobFlow) {
    JobFlowStatus status = Objects.requireNonNull(jobFlow.getStatus());
    return new EndState(
        String.valueOf(status.phase()),
        String.valueOf(status.progress()),
        status.conditions().stream()
            .filter(condition -> condition.getStatus().equals("True"))
            .map(condition -> condition.getType() + "/" + condition.getReason())
            .sorted()
            .toList(),
        status.flows().stream().map(EndState::flow).sorted().toList());
  }

  private static String flow(FlowStatus flow) {
    return flow.name()
        + " "
        + flow.phase()
        + " attempt "
        + flow.attempt()
        + " job "
        + flow.jobName()
        + " "
        + flow.reason()
        + " "
        + flow.message();
  }
}
