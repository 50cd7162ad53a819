package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.report.SafeText;
import com.practice.jobflow.cli.run.flow.AttemptRecord;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The words in which people read of phases, times and reasons. */
final class Words {
  private static final int MANY = 3;

  private Words() {}

  /** Returns {@code Succeeded} for {@code SUCCEEDED}. */
  static String of(Enum<?> phase) {
    String name = phase.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** Returns minutes and seconds, {@code 01:07}, with hours before them if there are any. */
  static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    String minutes = String.format(Locale.ROOT, "%02d:%02d", seconds / 60 % 60, seconds % 60);
    return seconds < 3600 ? minutes : seconds / 3600 + ":" + minutes;
  }

  /** Returns how long a flow's latest attempt has taken; zero before the first. */
  static Duration taken(FlowState state, Instant now) {
    Instant start = state.startTime();
    boolean goesOn = state.phase() == FlowPhase.STARTING || state.phase() == FlowPhase.RUNNING;
    Instant end = goesOn ? now : state.completionTime();
    return start == null || end == null ? Duration.ZERO : Duration.between(start, end);
  }

  /**
   * Returns what a flow waits for or died of, in one line; empty text if there is nothing to say.
   */
  static String detail(FlowScheduler run, String flow) {
    FlowState state = run.flow(flow);
    String detail =
        switch (state.phase()) {
          case WAITING -> waiting(run.waitingFor(flow));
          case READY -> "held until another flow ends";
          case STARTING, RUNNING -> running(run, flow, state);
          case RETRYING -> reason(state) + retry(state, run.now());
          case SUCCEEDED -> state.attempt() > 1 ? "attempt " + state.attempt() : "";
          case FAILED, SKIPPED, CANCELLED -> reason(state) + attempt(state);
        };
    return SafeText.of(detail);
  }

  private static String waiting(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String listed = String.join(", ", names.subList(0, Math.min(MANY, names.size())));
    int more = names.size() - MANY;
    return "waits for " + listed + (more > 0 ? " and " + more + " more" : "");
  }

  private static String running(FlowScheduler run, String flow, FlowState state) {
    List<AttemptRecord> attempts = run.attempts(flow);
    if (attempts.isEmpty()) {
      return "";
    }
    AttemptRecord latest = attempts.get(attempts.size() - 1);
    String number = state.attempt() > 1 ? "attempt " + state.attempt() : "";
    String failure =
        latest
            .backoffUntil()
            .map(
                until ->
                    latest.lastFailure().map(pod -> pod.message() + ", ").orElse("")
                        + "next pod in "
                        + seconds(Duration.between(run.now(), until)))
            .orElse("");
    return number.isEmpty() || failure.isEmpty() ? number + failure : number + ": " + failure;
  }

  private static String retry(FlowState state, Instant now) {
    Instant retryTime = state.retryTime();
    String wait = retryTime == null ? "" : " in " + seconds(Duration.between(now, retryTime));
    return ", attempt " + (state.attempt() + 1) + wait;
  }

  private static String seconds(Duration wait) {
    return Math.max(0, (wait.toMillis() + 999) / 1000) + " s";
  }

  private static String attempt(FlowState state) {
    return state.attempt() > 1 ? " (attempt " + state.attempt() + ")" : "";
  }

  private static String reason(FlowState state) {
    String reason = Objects.requireNonNullElse(state.reason(), "");
    String message = Objects.requireNonNullElse(state.message(), "");
    if (reason.equals("BackoffLimitExceeded")) {
      return message; // what the last pod died of says more
    }
    return reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message;
  }
}
