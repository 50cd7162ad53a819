package com.practice.jobflow.k8s.event;

import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what is worth telling about the difference of two statuses. */
public final class StatusChanges {
  private static final Set<String> NOT_STARTED = Set.of("Pending", RunStates.INVALID);
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Cancelled");
  private static final String STALLED = "Stalled";

  private StatusChanges() {}

  /** Returns the notices of a status that was just written, in the order of what happened. */
  public static List<Notice> between(JobFlowStatus before, JobFlowStatus after) {
    List<Notice> notices = new ArrayList<>();
    String then = before.phase();
    String now = after.phase();
    if (now != null && !Objects.equals(then, now)) {
      if (hasStarted(then, now)) {
        notices.add(started(after));
      }
      if (now.equals("Suspended")) {
        notices.add(Notice.normal("Suspended", "nothing new starts until spec.suspend is false"));
      } else if ("Suspended".equals(then) && !ENDED.contains(now)) {
        notices.add(Notice.normal("Resumed", "flows start again"));
      }
    }
    deletedJobs(before, after).ifPresent(notices::add);
    stalled(before, after).ifPresent(notices::add);
    if (now != null && ENDED.contains(now) && !now.equals(then)) {
      notices.add(ended(now, after));
    }
    return notices;
  }

  /** Returns whether the later status is the end of a run that the earlier one was not. */
  public static boolean isEnd(JobFlowStatus before, JobFlowStatus after) {
    return after.phase() != null
        && ENDED.contains(after.phase())
        && !after.phase().equals(before.phase());
  }

  /** Returns the reason of a run's end: that of the Complete or the Failed condition. */
  public static String endReason(JobFlowStatus ended) {
    return ended.conditions().stream()
        .filter(condition -> Set.of("Complete", "Failed").contains(condition.getType()))
        .map(Condition::getReason)
        .findFirst()
        .orElse("");
  }

  private static boolean hasStarted(@Nullable String then, String now) {
    return (then == null || NOT_STARTED.contains(then) || ENDED.contains(then))
        && !NOT_STARTED.contains(now);
  }

  private static Notice started(JobFlowStatus after) {
    String attempt = after.attempt() == null ? "" : ", attempt " + after.attempt();
    return Notice.normal("Started", "progress " + after.progress() + attempt);
  }

  private static Notice ended(String phase, JobFlowStatus after) {
    String message = after.message() == null ? "" : after.message();
    return switch (phase) {
      case "Succeeded" -> Notice.normal("Completed", "all flows have ended, " + after.progress());
      case "Cancelled" -> Notice.normal("Cancelled", message);
      default -> Notice.warning("Failed", message);
    };
  }

  private static Optional<Notice> deletedJobs(JobFlowStatus before, JobFlowStatus after) {
    Set<String> known =
        deleted(before).map(flow -> flow.name() + "/" + flow.attempt()).collect(Collectors.toSet());
    String flows =
        deleted(after)
            .filter(flow -> !known.contains(flow.name() + "/" + flow.attempt()))
            .map(FlowStatus::name)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return flows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Notice.warning(
                RunStates.JOB_DELETED,
                "somebody deleted the Job of " + flows + " before it had ended"));
  }

  private static Stream<FlowStatus> deleted(JobFlowStatus status) {
    return status.flows().stream().filter(flow -> RunStates.JOB_DELETED.equals(flow.reason()));
  }

  private static Optional<Notice> stalled(JobFlowStatus before, JobFlowStatus after) {
    Function<JobFlowStatus, Optional<Condition>> condition =
        status ->
            status.conditions().stream()
                .filter(each -> STALLED.equals(each.getType()))
                .filter(each -> "True".equals(each.getStatus()))
                .findFirst();
    Optional<Condition> now = condition.apply(after);
    Optional<String> then = condition.apply(before).map(Condition::getReason);
    if (now.isEmpty() || then.equals(now.map(Condition::getReason))) {
      return Optional.empty();
    }
    String reason = now.get().getReason();
    String message = now.get().getMessage();
    return Optional.of(
        reason.equals("InvalidSpec")
            ? Notice.warning("SpecRejected", message)
            : Notice.warning(STALLED, reason + ": " + message));
  }
}
