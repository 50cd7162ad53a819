package com.practice.jobflow.k8s.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of ours as the informer saw it last.
 *
 * @param uid its UID
 * @param resourceVersion its version
 * @param object what it says; {@code null} if it cannot be read
 * @param problem why it cannot be read; {@code null} if it can
 * @param marked whether it is known to carry the mark of an unreadable object
 * @param <T> its type
 */
public record Decoded<T>(
    String uid,
    String resourceVersion,
    @Nullable T object,
    @Nullable String problem,
    boolean marked) {
  /** Returns what the object says; empty if it cannot be read. */
  public Optional<T> value() {
    return Optional.ofNullable(object);
  }
}
