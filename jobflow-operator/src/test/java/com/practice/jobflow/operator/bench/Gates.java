package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds counts and bytes to what is committed; never times, since those are the machine's too.
 *
 * <p>A write a second is free, as it is for a run that takes long because the machine is slow.
 */
final class Gates {
  private static final double GROWTH = 1.20;

  /** A read after a conflict or a lost answer is no growth. */
  private static final double STRAY_READS_PER_JOB = 0.05;

  private final Map<String, Map<String, Number>> baseline;

  private Gates(Map<String, Map<String, Number>> baseline) {
    this.baseline = baseline;
  }

  @SuppressWarnings("unchecked")
  static Gates committed(KubernetesSerialization serialization) {
    try (InputStream json = Gates.class.getResourceAsStream("baseline.json")) {
      String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
      return new Gates(serialization.unmarshal(text, Map.class));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns what has grown, in words; empty if nothing has. */
  List<String> grown(List<Figures> shapes) {
    List<String> grown = new ArrayList<>();
    for (Figures shape : shapes) {
      Map<String, Number> limits = baseline.getOrDefault(shape.shape(), Map.of());
      limits.forEach(
          (name, base) ->
              value(shape, name)
                  .filter(value -> value > base.doubleValue() * GROWTH + allowance(name))
                  .ifPresent(
                      value ->
                          grown.add(
                              String.format(
                                  "%s: %s is %.3f; %.3f is committed, and %.0f %% more allowed",
                                  shape.shape(), name, value, base.doubleValue(), 20.0))));
    }
    return grown;
  }

  private static double allowance(String name) {
    return name.equals(Figure.READS_PER_JOB.key()) ? STRAY_READS_PER_JOB : 0;
  }

  private static Optional<Double> value(Figures shape, String name) {
    if (name.equals(Figure.WRITES_PER_JOB.key())) {
      double jobs = shape.detail("jobs").orElseThrow();
      double free = shape.detail("seconds").orElseThrow();
      return shape.detail("writes").map(writes -> (writes - free) / jobs);
    }
    return Optional.ofNullable(shape.report().get(name)).or(() -> shape.detail(name));
  }
}
