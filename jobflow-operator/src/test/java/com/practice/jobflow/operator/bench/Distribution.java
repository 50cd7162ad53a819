package com.practice.jobflow.operator.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Times in milliseconds. */
final class Distribution {
  private final double[] sorted;

  private Distribution(double[] sorted) {
    this.sorted = sorted;
    Arrays.sort(sorted);
  }

  static Distribution of(List<Double> milliseconds) {
    return new Distribution(milliseconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  Distribution and(Distribution other) {
    return new Distribution(
        DoubleStream.concat(Arrays.stream(sorted), Arrays.stream(other.sorted)).toArray());
  }

  /** Returns the time at each percent, from which a plot is drawn. */
  List<Double> percents() {
    return IntStream.rangeClosed(1, 100)
        .mapToObj(percent -> Math.round(quantile(percent / 100.0) * 100) / 100.0)
        .toList();
  }

  int count() {
    return sorted.length;
  }

  /** Returns the time that so much of all does not exceed; NaN of nothing. */
  double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank))];
  }
}
