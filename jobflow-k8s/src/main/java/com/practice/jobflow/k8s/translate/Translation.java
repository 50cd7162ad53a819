package com.practice.jobflow.k8s.translate;

import java.util.List;
import java.util.Optional;

/** Either a translated JobFlow or every problem that its spec has. */
public final class Translation {
  private final Optional<TranslatedJobFlow> result;
  private final List<String> problems;

  private Translation(Optional<TranslatedJobFlow> result, List<String> problems) {
    this.result = result;
    this.problems = problems;
  }

  static Translation valid(TranslatedJobFlow result) {
    return new Translation(Optional.of(result), List.of());
  }

  static Translation invalid(List<String> problems) {
    return new Translation(Optional.empty(), List.copyOf(problems));
  }

  /** Returns the translated JobFlow; empty if and only if there are problems. */
  public Optional<TranslatedJobFlow> result() {
    return result;
  }

  /** Returns all problems as {@code path: sentence}, in the order of the fields. */
  public List<String> problems() {
    return problems;
  }
}
