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

  /** Makes an empty cache. */
  public ObjectCache() {}

  /** Returns the object, readable or not; empty if there is none. */
  public Optional<Decoded<T>> get(String namespace, String name) {
    return Optional.ofNullable(objects.get(namespace + "/" + name));
  }

  /** Returns how many objects cannot be read; O(objects). */
  public int unreadable() {
    return (int) objects.values().stream().filter(object -> object.object() == null).count();
  }

  /** Returns the keys, {@code namespace/name}, of all objects. */
  public Set<String> keys() {
    return Set.copyOf(objects.keySet());
  }

  /** Replaces what is known of an object and returns what was; {@code null} for nothing. */
  public @Nullable Decoded<T> put(String key, Decoded<T> object) {
    return objects.put(key, object);
  }

  /** Forgets an object and returns what was known; {@code null} for nothing. */
  public @Nullable Decoded<T> remove(String key) {
    return objects.remove(key);
  }

  @Nullable Decoded<T> at(String key) {
    return objects.get(key);
  }
}
