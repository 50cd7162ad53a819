package com.practice.jobflow.engine.plan;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A handful of seeds, tried one after the other: one test each would drown the report. */
record Seeds(long first, long last) {

  /** Returns all seeds below {@code end} in batches, the smallest first. */
  static Stream<Seeds> below(long end, int batch) {
    return LongStream.iterate(0, first -> first < end, first -> first + batch)
        .mapToObj(first -> new Seeds(first, Math.min(end, first + batch) - 1));
  }

  void forEach(LongConsumer test) {
    LongStream.rangeClosed(first, last).forEach(test);
  }

  @Override
  public String toString() {
    return "seeds " + first + " to " + last;
  }
}
