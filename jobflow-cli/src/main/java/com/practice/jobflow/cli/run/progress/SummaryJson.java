package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.report.JsonWriter;
import com.practice.jobflow.cli.run.flow.AttemptRecord;
import com.practice.jobflow.cli.run.flow.Ending;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.job.ContainerEnd;
import com.practice.jobflow.cli.run.job.PodEnd;
import com.practice.jobflow.engine.plan.FlowState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The last words about a run, for programs: phases, times, attempts, exit codes, log files. */
public final class SummaryJson {
  private SummaryJson() {}

  /** Writes the summary. */
  public static void write(
      FlowScheduler run, String name, String runtime, Path logs, PrintWriter out) {
    JsonWriter json = new JsonWriter(out);
    json.beginObject();
    json.member("name", name);
    json.member("phase", Words.of(run.phase()));
    json.member("reason", run.ending().map(Ending::word).orElse(null));
    json.member("runtime", runtime);
    json.member("startTime", time(run.startTime()));
    json.member("completionTime", time(run.startTime().plus(run.elapsed())));
    json.member("milliseconds", run.elapsed().toMillis());
    json.member("logs", logs.toString());
    json.beginArray("flows");
    run.flows().forEach(flow -> flow(run, flow, json));
    json.endArray();
    json.endObject();
    json.end();
    out.flush();
  }

  private static void flow(FlowScheduler run, String flow, JsonWriter json) {
    FlowState state = run.flow(flow);
    json.beginObject();
    json.member("name", flow);
    json.member("phase", Words.of(state.phase()));
    json.member("reason", state.reason());
    json.member("message", state.message());
    json.beginArray("attempts");
    run.attempts(flow).forEach(attempt -> attempt(attempt, json));
    json.endArray();
    json.endObject();
  }

  private static void attempt(AttemptRecord attempt, JsonWriter json) {
    json.beginObject();
    json.member("attempt", attempt.attempt());
    json.member("outcome", attempt.end().map(end -> Words.of(end.outcome())).orElse(null));
    json.member("startTime", time(attempt.start()));
    attempt
        .endTime()
        .ifPresent(
            end -> {
              json.member("completionTime", time(end));
              json.member("milliseconds", Duration.between(attempt.start(), end).toMillis());
            });
    json.beginArray("pods");
    attempt.pods().forEach(pod -> pod(pod, json));
    json.endArray();
    json.endObject();
  }

  private static void pod(PodEnd pod, JsonWriter json) {
    json.beginObject();
    json.member("name", pod.name());
    pod.index().ifPresent(index -> json.member("index", index));
    json.member("succeeded", pod.succeeded());
    json.member("reason", pod.reason());
    json.member("message", pod.message().isEmpty() ? null : pod.message());
    json.beginArray("containers");
    for (ContainerEnd container : pod.containers()) {
      json.beginObject();
      json.member("name", container.name());
      json.member("exitCode", container.exit().code());
      json.member("problem", container.exit().problem());
      json.member("log", container.log().toString());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
