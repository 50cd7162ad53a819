package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads drafts of flows from a manifest's values.
 *
 * <p>The operator reads them from Java types; binding to those would double a cold start. A test
 * holds the two against each other. What has the wrong type is read as absent: the schema has said
 * so already.
 */
final class FlowDrafts {
  private FlowDrafts() {}

  /** Returns one draft per entry of {@code flows}, then of {@code finally}. */
  static List<FlowDraft> read(@Nullable MappingValue spec) {
    List<FlowDraft> drafts = new ArrayList<>();
    if (spec != null) {
      for (Value flow : spec.items("flows")) {
        drafts.add(draft(flow, false));
      }
      for (Value flow : spec.items("finally")) {
        drafts.add(draft(flow, true));
      }
    }
    return drafts;
  }

  private static FlowDraft draft(Value value, boolean finallyFlow) {
    if (!(value instanceof MappingValue flow)) {
      When when = finallyFlow ? When.ALWAYS : null;
      return new FlowDraft(null, List.of(), null, false, RetryPolicy.NONE, when);
    }
    return new FlowDraft(
        flow.text("name"),
        dependencies(flow),
        flow.text("depends"),
        flow.get("allowFailure") instanceof ScalarValue scalar
            && scalar.kind() == ScalarValue.Kind.BOOLEAN
            && scalar.canonical().equals("true"),
        retry(flow.mapping("retry")),
        finallyFlow ? when(flow.text("when")) : null);
  }

  private static List<String> dependencies(MappingValue flow) {
    List<String> names = new ArrayList<>();
    for (Value dependency : flow.items("dependencies")) {
      boolean named = dependency instanceof ScalarValue scalar && !scalar.isNull();
      names.add(named ? ((ScalarValue) dependency).text() : "");
    }
    return names;
  }

  private static RetryPolicy retry(@Nullable MappingValue retry) {
    int limit = retry == null ? -1 : number(retry, "limit", -1);
    if (retry == null || limit < 0) {
      return RetryPolicy.NONE;
    }
    return new RetryPolicy(
        limit,
        Duration.ofSeconds(
            number(retry, "backoffSeconds", (int) RetryPolicy.NONE.backoff().toSeconds())),
        Duration.ofSeconds(
            number(retry, "maxBackoffSeconds", (int) RetryPolicy.NONE.maxBackoff().toSeconds())));
  }

  private static int number(MappingValue mapping, String key, int otherwise) {
    if (mapping.get(key) instanceof ScalarValue scalar
        && scalar.plain() instanceof Long number
        && number >= 0
        && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    return otherwise;
  }

  private static When when(@Nullable String word) {
    if ("Failed".equals(word)) {
      return When.FAILED;
    }
    return "Succeeded".equals(word) ? When.SUCCEEDED : When.ALWAYS;
  }
}
