package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.run.flow.AttemptRecord;
import com.practice.jobflow.cli.run.flow.Ending;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.job.ContainerEnd;
import com.practice.jobflow.cli.run.job.JobEnd;
import com.practice.jobflow.cli.run.job.PodEnd;
import com.practice.jobflow.engine.plan.FlowState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last words about a run, for programs: phases, times, attempts, exit codes, log files. */
public final class SummaryJson {
  private SummaryJson() {}

  /** Returns the summary as maps, lists, texts and numbers, in the order in which to print it. */
  public static Map<String, Object> of(FlowScheduler run, String name, String runtime, Path logs) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("phase", Words.of(run.phase()));
    put(json, "reason", run.ending().map(Ending::word).orElse(null));
    json.put("runtime", runtime);
    json.put("startTime", time(run.startTime()));
    json.put("completionTime", time(run.startTime().plus(run.elapsed())));
    json.put("seconds", seconds(run.elapsed()));
    json.put("logs", logs.toString());
    json.put("flows", run.flows().stream().map(flow -> flow(run, flow)).toList());
    return json;
  }

  private static Map<String, Object> flow(FlowScheduler run, String flow) {
    FlowState state = run.flow(flow);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", flow);
    json.put("phase", Words.of(state.phase()));
    put(json, "reason", state.reason());
    put(json, "message", state.message());
    json.put("attempts", run.attempts(flow).stream().map(SummaryJson::attempt).toList());
    return json;
  }

  private static Map<String, Object> attempt(AttemptRecord attempt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("attempt", attempt.attempt());
    attempt.end().map(JobEnd::outcome).ifPresent(outcome -> json.put("outcome", Words.of(outcome)));
    json.put("startTime", time(attempt.start()));
    attempt
        .endTime()
        .ifPresent(
            end -> {
              json.put("completionTime", time(end));
              json.put("seconds", seconds(Duration.between(attempt.start(), end)));
            });
    json.put("pods", attempt.pods().stream().map(SummaryJson::pod).toList());
    return json;
  }

  private static Map<String, Object> pod(PodEnd pod) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pod.name());
    pod.index().ifPresent(index -> json.put("index", index));
    json.put("succeeded", pod.succeeded());
    put(json, "reason", pod.reason());
    put(json, "message", pod.message().isEmpty() ? null : pod.message());
    List<Map<String, Object>> containers =
        pod.containers().stream().map(SummaryJson::container).toList();
    json.put("containers", containers);
    return json;
  }

  private static Map<String, Object> container(ContainerEnd container) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", container.name());
    json.put("exitCode", container.exit().code());
    put(json, "problem", container.exit().problem());
    json.put("log", container.log().toString());
    return json;
  }

  private static void put(Map<String, Object> json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
