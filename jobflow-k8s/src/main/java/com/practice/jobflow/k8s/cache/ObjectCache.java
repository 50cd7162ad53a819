package com.practice.jobflow.k8s.cache;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Our own objects by namespace and name, as they were seen last. Thread-safe.
 *
 * @param <T> their type
 */
public final class ObjectCache<T> {
  private final Map<String, Decoded<T>> objects = new ConcurrentHashMap<>();

  private final Watcher<T> watcher;

  /** Makes an empty cache. */
  public ObjectCache() {
    this((before, after) -> {});
  }

  /** Makes an empty cache that tells of every change. */
  public ObjectCache(Watcher<T> watcher) {
    this.watcher = watcher;
  }

  /**
   * Told of every change; quick, and throws nothing.
   *
   * @param <T> the objects' type
   */
  @FunctionalInterface
  public interface Watcher<T> {
    /** One object was replaced by a later state of it; {@code null} where there is none. */
    void replaced(@Nullable Decoded<T> before, @Nullable Decoded<T> after);
  }

  /** Returns the object, readable or not; empty if there is none. */
  public Optional<Decoded<T>> get(String namespace, String name) {
    return Optional.ofNullable(objects.get(namespace + "/" + name));
  }

  /** Returns the keys, {@code namespace/name}, of all objects. */
  public Set<String> keys() {
    return Set.copyOf(objects.keySet());
  }

  /** Replaces what is known of an object and returns what was; {@code null} for nothing. */
  public @Nullable Decoded<T> put(String key, Decoded<T> object) {
    Decoded<T> before = objects.put(key, object);
    watcher.replaced(before, object);
    return before;
  }

  /** Forgets an object and returns what was known; {@code null} for nothing. */
  public @Nullable Decoded<T> remove(String key) {
    Decoded<T> before = objects.remove(key);
    if (before != null) {
      watcher.replaced(before, null);
    }
    return before;
  }

  @Nullable Decoded<T> at(String key) {
    return objects.get(key);
  }
}
