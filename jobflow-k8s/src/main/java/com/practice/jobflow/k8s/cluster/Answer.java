package com.practice.jobflow.k8s.cluster;

import java.util.Optional;
import java.util.function.Function;

/**
 * What the API server said: the value that was asked for, or why not.
 *
 * @param <T> what was asked for
 */
public final class Answer<T> {
  private final Optional<T> value;
  private final Optional<ApiRefusal> refusal;

  private Answer(Optional<T> value, Optional<ApiRefusal> refusal) {
    this.value = value;
    this.refusal = refusal;
  }

  /** Returns a granted request's answer. */
  public static <T> Answer<T> granted(T value) {
    return new Answer<>(Optional.of(value), Optional.empty());
  }

  /** Returns a refused request's answer. */
  public static <T> Answer<T> refused(ApiRefusal refusal) {
    return new Answer<>(Optional.empty(), Optional.of(refusal));
  }

  /** Returns what was asked for; empty if and only if the request was refused. */
  public Optional<T> value() {
    return value;
  }

  /** Returns why the request was refused; empty if and only if it was granted. */
  public Optional<ApiRefusal> refusal() {
    return refusal;
  }

  /** Returns whether the request was refused for this. */
  public boolean is(ApiRefusal.Kind kind) {
    return refusal.map(why -> why.kind() == kind).orElse(false);
  }

  /** Returns this answer with its value, if any, seen through a function. */
  public <R> Answer<R> map(Function<? super T, ? extends R> function) {
    return new Answer<>(value.map(function), refusal);
  }
}
