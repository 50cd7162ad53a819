package com.practice.jobflow.k8s.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chance that a seed decides. Every question has a stream of its own, so that what is asked in one
 * place does not change the answers in another: a trace stays much the same when a part of its
 * scenario is left out.
 */
final class Chance {
  private final long seed;
  private final Map<String, Integer> asked = new HashMap<>();

  Chance(long seed) {
    this.seed = seed;
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  int below(String stream, int bound) {
    int count = asked.merge(stream, 1, Integer::sum);
    return (int)
        Math.floorMod(mixed(mixed(seed) ^ mixed(stream.hashCode() * 31L + count)), (long) bound);
  }

  int between(String stream, int least, int most) {
    return least + below(stream, most - least + 1);
  }

  boolean percent(String stream, int percent) {
    return below(stream, 100) < percent;
  }

  <T> T of(String stream, List<T> list) {
    return list.get(below(stream, list.size()));
  }

  /** The finalizer of SplitMix64: equal inputs, equal outputs, and nothing in common otherwise. */
  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
