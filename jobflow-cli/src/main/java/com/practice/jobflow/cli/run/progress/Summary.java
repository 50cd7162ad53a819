package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.run.flow.AttemptRecord;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.job.ContainerEnd;
import com.practice.jobflow.engine.plan.FlowPhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The last words about a run, for people. */
public final class Summary {
  private Summary() {}

  /** Prints the outcome, what failed and why, and where the logs are, to standard output. */
  public static void print(FlowScheduler run, Path logs, Console console) {
    Style style = new Style(console.outHasColour());
    List<String> lines = new ArrayList<>();
    FlowPhase tone =
        switch (run.phase()) {
          case SUCCEEDED -> FlowPhase.SUCCEEDED;
          case FAILED -> FlowPhase.FAILED;
          default -> FlowPhase.RETRYING;
        };
    String why = run.ending().map(ending -> " (" + ending.word() + ")").orElse("");
    lines.add(
        style.phase(tone, Words.of(run.phase()) + why)
            + " after "
            + Words.time(run.elapsed())
            + ": "
            + counts(run));
    int width = run.flows().stream().mapToInt(String::length).max().orElse(0);
    for (String flow : run.flows()) {
      FlowPhase phase = run.flow(flow).phase();
      if (phase == FlowPhase.FAILED || phase == FlowPhase.CANCELLED || phase == FlowPhase.SKIPPED) {
        lines.add(
            "  "
                + flow
                + " ".repeat(width - flow.length() + 2)
                + style.phase(phase, Words.of(phase))
                + "  "
                + Words.detail(run, flow));
        if (phase == FlowPhase.FAILED) {
          failedLogs(run, flow).forEach(log -> lines.add(" ".repeat(width + 4) + style.faint(log)));
        }
      }
    }
    lines.add("logs: " + logs);
    lines.forEach(console.out()::println);
    console.out().flush();
  }

  private static String counts(FlowScheduler run) {
    Map<FlowPhase, Integer> counts = new EnumMap<>(FlowPhase.class);
    run.flows().forEach(flow -> counts.merge(run.flow(flow).phase(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((phase, count) -> parts.add(count + " " + Words.of(phase)));
    return String.join(", ", parts);
  }

  private static List<String> failedLogs(FlowScheduler run, String flow) {
    List<AttemptRecord> attempts = run.attempts(flow);
    if (attempts.isEmpty()) {
      return List.of();
    }
    return attempts.get(attempts.size() - 1).lastFailure().stream()
        .flatMap(pod -> pod.failures().stream())
        .map(ContainerEnd::log)
        .map(Path::toString)
        .toList();
  }
}
