package com.practice.jobflow.cli.run.job;

import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The completion indexes of an Indexed Job. */
final class Indexes {
  private final int count;
  private final BitSet succeeded = new BitSet();
  private final BitSet failed = new BitSet();
  // Succeeded, failed for good or running: whatever needs no new pod.
  private final BitSet taken = new BitSet();

  Indexes(int count) {
    this.count = count;
  }

  void started(int index) {
    taken.set(index);
  }

  void succeeded(int index) {
    succeeded.set(index);
  }

  /** A pod of it failed, and another one may be tried. */
  void reopened(int index) {
    taken.clear(index);
  }

  /** No other pod of it will be tried. */
  void failed(int index) {
    taken.set(index);
    failed.set(index);
  }

  int failures() {
    return failed.cardinality();
  }

  boolean allEnded() {
    return succeeded.cardinality() + failed.cardinality() == count;
  }

  /**
   * Returns the first index from this one on that wants a pod; {@link #count} or more if none does.
   */
  int nextOpen(int from) {
    return taken.nextClearBit(from);
  }

  int count() {
    return count;
  }

  boolean satisfy(List<SuccessPolicyRule> rules) {
    return rules.stream().anyMatch(this::satisfy);
  }

  private boolean satisfy(SuccessPolicyRule rule) {
    BitSet counted = (BitSet) succeeded.clone();
    int needed = rule.getSucceededCount() == null ? count : rule.getSucceededCount();
    if (rule.getSucceededIndexes() != null) {
      BitSet listed = parse(rule.getSucceededIndexes());
      counted.and(listed);
      needed = rule.getSucceededCount() == null ? listed.cardinality() : needed;
    }
    return counted.cardinality() >= needed;
  }

  /** Returns the failed indexes in Kubernetes' notation, such as {@code 1,3-5}. */
  String describeFailures() {
    List<String> parts = new ArrayList<>();
    for (int from = failed.nextSetBit(0); from >= 0; ) {
      int to = failed.nextClearBit(from) - 1;
      parts.add(from == to ? Integer.toString(from) : from + "-" + to);
      from = failed.nextSetBit(to + 1);
    }
    return String.join(",", parts);
  }

  private static BitSet parse(String ranges) {
    BitSet indexes = new BitSet();
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      String from = dash < 0 ? range : range.substring(0, dash);
      String to = range.substring(dash + 1);
      indexes.set(Integer.parseInt(from.trim()), Integer.parseInt(to.trim()) + 1);
    }
    return indexes;
  }
}
