package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.MappingValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guesses where a field belongs that stands where it is unknown. */
final class UnknownField {
  private static final int DEEPEST = 3;

  private UnknownField() {}

  /** Returns a hint that begins with a semicolon, or nothing. */
  static String hint(MappingValue.Entry entry, SchemaNode schema) {
    if (entry.value() instanceof MappingValue content
        && !content.entries().isEmpty()
        && schema.properties().keySet().containsAll(keys(content))) {
      return "; what is in it belongs here, one level up";
    }
    for (int depth = 1; depth <= DEEPEST; depth++) {
      String home = home(entry.key(), schema, depth);
      if (home != null) {
        return "; it belongs into " + home;
      }
    }
    return "";
  }

  private static Set<String> keys(MappingValue mapping) {
    Set<String> keys = new HashSet<>();
    for (MappingValue.Entry entry : mapping.entries()) {
      keys.add(entry.key());
    }
    return keys;
  }

  /** Returns the path, exactly so deep, of the only mapping or list that knows the field. */
  private static @Nullable String home(String name, SchemaNode schema, int depth) {
    String found = null;
    for (var property : schema.properties().entrySet()) {
      SchemaNode below = property.getValue();
      String path = property.getKey();
      if (below.items() != null) {
        below = below.items();
        path += "[]";
      }
      String home = null;
      if (depth == 1) {
        home = below.properties().containsKey(name) ? path : null;
      } else {
        String further = home(name, below, depth - 1);
        home = further == null ? null : path + "." + further;
      }
      if (home != null) {
        if (found != null) {
          return null;
        }
        found = home;
      }
    }
    return found;
  }
}
