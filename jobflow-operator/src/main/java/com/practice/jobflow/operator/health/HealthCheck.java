package com.practice.jobflow.operator.health;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One thing that must be right.
 *
 * @param name one word, as {@code ?verbose} lists it
 * @param problem what is wrong at the moment, empty for nothing; asked by several threads, answers
 *     at once
 */
public record HealthCheck(String name, Supplier<Optional<String>> problem) {
  /** Returns a check that fails for one reason only. */
  public static HealthCheck of(String name, BooleanSupplier right, String otherwise) {
    return new HealthCheck(
        name, () -> right.getAsBoolean() ? Optional.empty() : Optional.of(otherwise));
  }

  /** A check that breaks has failed, and says how. */
  Optional<String> ask() {
    try {
      return problem.get();
    } catch (RuntimeException broken) {
      return Optional.of(String.valueOf(broken));
    }
  }
}
