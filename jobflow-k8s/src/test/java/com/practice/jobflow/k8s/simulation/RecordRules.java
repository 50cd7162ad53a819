package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one status may say after another, and after what really happened. */
final class RecordRules {
  static final Set<String> OUTCOMES = Set.of("Succeeded", "Failed", "Skipped", "Cancelled");
  static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Cancelled");

  private final Judge judge;
  private final String uid;
  private final @Nullable JobFlowShape shape;

  RecordRules(Judge judge, String uid, @Nullable JobFlowShape shape) {
    this.judge = judge;
    this.uid = uid;
    this.shape = shape;
  }

  void check(@Nullable JobFlowStatus before, JobFlowStatus after) {
    boolean sameRun = before != null && attempt(before) == attempt(after);
    if (before != null) {
      checkNoReturn(before, after, sameRun);
      before.flows().forEach(flow -> checkAbsorbed(flow, after, sameRun));
    }
    for (FlowStatus flow : after.flows()) {
      Optional<FlowStatus> former =
          before == null ? Optional.empty() : entry(before, String.valueOf(flow.name()));
      if (former.isEmpty() || !Objects.equals(former.get().phase(), flow.phase())) {
        checkTruth(flow);
      }
    }
    if (ENDED.contains(String.valueOf(after.phase()))
        && (before == null || !sameRun || !Objects.equals(before.phase(), after.phase()))) {
      checkVerdict(after);
    }
  }

  private void checkNoReturn(JobFlowStatus before, JobFlowStatus after, boolean sameRun) {
    if (attempt(after) < attempt(before)) {
      judge.violated("S5: the attempt went back from " + attempt(before));
    }
    if (before.observedGeneration() != null
        && (after.observedGeneration() == null
            || after.observedGeneration() < before.observedGeneration())) {
      judge.violated("S5: the generation went back from " + before.observedGeneration());
    }
    if (before.startTime() == null) {
      return;
    }
    if (sameRun && !Objects.equals(before.startTime(), after.startTime())) {
      judge.violated("S5: " + before.startTime() + " became " + after.startTime());
    }
    if (sameRun
        && ENDED.contains(String.valueOf(before.phase()))
        && !Objects.equals(before.phase(), after.phase())) {
      judge.violated("S3: phase " + before.phase() + " became " + after.phase());
    }
  }

  /** An outcome stays; a Succeeded one also in the next attempt of the JobFlow. */
  private void checkAbsorbed(FlowStatus flow, JobFlowStatus after, boolean sameRun) {
    Optional<FlowStatus> now = entry(after, String.valueOf(flow.name()));
    if (now.isEmpty() && (sameRun || "Succeeded".equals(flow.phase()))) {
      judge.violated("S5: " + flow.name() + " is recorded no more");
      return;
    }
    boolean absorbing = "Succeeded".equals(flow.phase()) || (sameRun && isOutcome(flow));
    if (absorbing && !isSame(flow, now.orElseThrow())) {
      judge.violated("S3: " + flow + " became " + now);
    }
    if (now.isPresent() && RunStates.attempt(now.get()) < RunStates.attempt(flow)) {
      judge.violated("S5: " + flow.name() + " went back to an earlier attempt");
    }
  }

  /** What takes too much room may be left out later. */
  private static boolean isSame(FlowStatus one, FlowStatus later) {
    return Objects.equals(one.phase(), later.phase())
        && Objects.equals(one.reason(), later.reason())
        && (later.completionTime() == null
            || Objects.equals(one.completionTime(), later.completionTime()));
  }

  private void checkTruth(FlowStatus flow) {
    int attempt = RunStates.attempt(flow);
    Truth truth = judge.truth(uid + "/" + flow.name() + "/" + attempt);
    boolean told =
        switch (String.valueOf(flow.phase())) {
          case "Succeeded" -> judge.trustsPods() ? truth.isBoundToComplete() : truth.hasCompleted();
          case "Running" -> truth.wasCreated();
          case "Retrying" -> truth.hasFailed();
          case "Failed" -> isTrueFailure(flow, truth);
          default -> true;
        };
    if (!told) {
      judge.violated("S3: recorded " + flow + " although " + truth);
    }
  }

  private static boolean isTrueFailure(FlowStatus flow, Truth truth) {
    return switch (String.valueOf(flow.reason())) {
      case "JobDeleted" -> truth.wasCreated() && truth.wasTakenAway();
      case "InvalidTemplate" -> truth.wasRefused();
      default -> truth.hasFailed();
    };
  }

  private void checkVerdict(JobFlowStatus after) {
    boolean frozen =
        after.conditions().stream()
            .anyMatch(condition -> "SpecChanged".equals(condition.getReason()));
    if (shape == null || frozen) {
      // what was taken out of reach by a change of the spec has no outcome
      return;
    }
    boolean bad = false;
    for (FlowShape flow : shape.flows()) {
      Optional<FlowStatus> entry = entry(after, flow.name());
      if (entry.isEmpty() || !isOutcome(entry.get())) {
        judge.violated("S3: " + after.phase() + " although " + flow.name() + " has no outcome");
        return;
      }
      bad |= "Failed".equals(entry.get().phase()) && !flow.allowFailure();
    }
    boolean stopped =
        "DeadlineExceeded".equals(after.stopReason()) || "Cancelled".equals(after.stopReason());
    if ("Succeeded".equals(after.phase()) && (bad || stopped)) {
      judge.violated("S3: Succeeded although " + after);
    }
  }

  private static boolean isOutcome(FlowStatus flow) {
    return OUTCOMES.contains(String.valueOf(flow.phase()));
  }

  static int attempt(JobFlowStatus status) {
    return status.attempt() == null ? 1 : status.attempt();
  }

  static Optional<FlowStatus> entry(JobFlowStatus status, String flow) {
    return status.flows().stream().filter(each -> flow.equals(each.name())).findFirst();
  }
}
