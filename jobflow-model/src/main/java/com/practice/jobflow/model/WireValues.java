package com.practice.jobflow.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what a decoder hands over: never null, never changed again, order kept.
 *
 * <p>{@code List.copyOf} and {@code Map.copyOf} would refuse the nulls that a manifest may hold,
 * and would lose a map's order.
 */
final class WireValues {
  private WireValues() {}

  static <T> List<T> list(@Nullable List<T> decoded) {
    return decoded == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(decoded));
  }

  static <V> Map<String, V> map(@Nullable Map<String, V> decoded) {
    return decoded == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(decoded));
  }
}
