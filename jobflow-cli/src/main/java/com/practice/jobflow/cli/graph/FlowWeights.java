package com.practice.jobflow.cli.graph;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What each flow weighs on the critical path: its duration, or 1 where none are known at all.
 *
 * @param durations by flow; a flow that is not in it takes no time
 * @param known whether durations were given
 */
record FlowWeights(Map<String, Duration> durations, boolean known) {
  static final FlowWeights EQUAL = new FlowWeights(Map.of(), false);

  FlowWeights {
    durations = Map.copyOf(durations);
  }

  long of(String flow) {
    return known ? durations.getOrDefault(flow, Duration.ZERO).toMillis() : 1;
  }

  /** Returns the flow's duration as people write it; empty text if it has none. */
  String text(String flow) {
    Duration duration = durations.get(flow);
    return duration == null ? "" : text(duration);
  }

  /** Returns such as {@code 1h30m}, {@code 1m30s}, {@code 2.5s}, {@code 0s}. */
  static String text(Duration duration) {
    String text = duration.toString().substring(2).toLowerCase(Locale.ROOT);
    return text.isEmpty() ? "0s" : text;
  }
}
