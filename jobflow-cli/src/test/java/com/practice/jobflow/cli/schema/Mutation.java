package com.practice.jobflow.cli.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes one place in the spec of an object at random. */
final class Mutation {
  private static final List<String> WORDS =
      List.of("", "Never", "Always", "x", "3", "true", "1Gi", "Bad Name", "FailFast", "2026-01-01");

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  Map<String, Object> of(Map<String, Object> object) {
    Map<String, Object> copy = copy(object);
    copy.put("spec", mutate(copy.get("spec")));
    return copy;
  }

  static @Nullable Object withoutNulls(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, below) -> {
            if (below != null) {
              copy.put((String) key, withoutNulls(below));
            }
          });
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(withoutNulls(item)));
      return copy;
    }
    return value;
  }

  private @Nullable Object mutate(@Nullable Object value) {
    boolean deeper = random.nextInt(100) < 85;
    if (deeper && value instanceof Map<?, ?> map && !map.isEmpty()) {
      return mutateMapping(copy(map));
    }
    if (deeper && value instanceof List<?> list && !list.isEmpty()) {
      List<Object> copy = new ArrayList<>(list);
      int index = random.nextInt(copy.size());
      copy.set(index, mutate(copy.get(index)));
      return copy;
    }
    return anything(value);
  }

  private Map<String, Object> mutateMapping(Map<String, Object> map) {
    List<String> keys = new ArrayList<>(map.keySet());
    String key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(20)) {
      case 0 -> map.remove(key);
      case 1 -> map.put(key + "x", map.remove(key));
      case 2 -> map.put("stranger", anything(null));
      case 3 -> map.put(key, null);
      default -> map.put(key, mutate(map.get(key)));
    }
    return map;
  }

  private @Nullable Object anything(@Nullable Object old) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(10) - 2;
      case 1 -> random.nextInt();
      case 2 -> 1.5;
      case 3 -> random.nextBoolean();
      case 4 -> WORDS.get(random.nextInt(WORDS.size()));
      case 5 -> new ArrayList<>();
      case 6 -> new ArrayList<>(List.of("a"));
      case 7 -> new LinkedHashMap<>(Map.of("name", "a"));
      case 8 -> "n".repeat(random.nextInt(300));
      default -> old;
    };
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }
}
