package com.practice.jobflow.cli.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A place in a tree of mappings and lists that can be read, changed and taken away. */
record Tree(Object parent, Object key) {

  /** Returns a deep copy, down to the leaves. */
  static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, below) -> copy.put((String) key, copy(below)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copy(item)));
      return copy;
    }
    return value;
  }

  @SuppressWarnings("unchecked") // a copy of a mapping is one
  static Map<String, Object> copyOf(Map<String, Object> map) {
    return (Map<String, Object>) copy(map);
  }

  @SuppressWarnings("unchecked") // nothing but these mappings is built here
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
  }

  @SuppressWarnings("unchecked") // nothing but these lists is built here
  static List<Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<Object>) list : new ArrayList<>();
  }

  /** Returns every place below a value, parents before what is in them. */
  static List<Tree> places(@Nullable Object value) {
    List<Tree> places = new ArrayList<>();
    collect(value, places::add);
    return places;
  }

  private static void collect(@Nullable Object value, Consumer<Tree> sink) {
    if (value instanceof Map<?, ?> map) {
      for (Object key : List.copyOf(map.keySet())) {
        sink.accept(new Tree(map, key));
        collect(map.get(key), sink);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        sink.accept(new Tree(list, i));
        collect(list.get(i), sink);
      }
    }
  }

  @Nullable Object get() {
    return parent instanceof Map<?, ?> map ? map.get(key) : list(parent).get((Integer) key);
  }

  void set(@Nullable Object value) {
    if (parent instanceof Map<?, ?>) {
      map(parent).put((String) key, value);
    } else {
      list(parent).set((Integer) key, value);
    }
  }

  void remove() {
    if (parent instanceof Map<?, ?> map) {
      map.remove(key);
    } else {
      list(parent).remove((int) (Integer) key);
    }
  }
}
