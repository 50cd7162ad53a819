package com.practice.jobflow.k8s.translate.status;

import com.practice.jobflow.k8s.cluster.OneLine;
import com.practice.jobflow.k8s.translate.Times;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a status' conditions; what has not changed keeps its time. */
final class Conditions {
  static final String COMPLETE = "Complete";
  static final String FAILED = "Failed";
  static final String SUSPENDED = "Suspended";
  static final String STALLED = "Stalled";
  static final String RECONCILING = "Reconciling";

  /** The schema's limit on a condition's message is 32 KiB; nobody reads even this much. */
  private static final int LONGEST_MESSAGE = 4096;

  private final List<Condition> before;
  private final long generation;
  private final Instant now;
  private final List<Condition> conditions = new ArrayList<>();

  Conditions(List<Condition> before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  Conditions add(String type, boolean status, String reason, String message) {
    String word = status ? "True" : "False";
    Optional<Condition> former = find(before, type);
    String time =
        former
            .filter(condition -> word.equals(condition.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> Times.write(now));
    conditions.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(word)
            .withReason(reason)
            .withMessage(cut(message, LONGEST_MESSAGE))
            .withObservedGeneration(generation)
            .withLastTransitionTime(time)
            .build());
    return this;
  }

  boolean hadBefore(String type) {
    return find(before, type).isPresent();
  }

  List<Condition> build() {
    return conditions;
  }

  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  /** What others wrote is among the text: names, and what a server or an admission plug-in says. */
  static String cut(String text, int length) {
    String plain = OneLine.plain(text);
    return plain.length() <= length ? plain : plain.substring(0, length - 3) + "...";
  }
}
