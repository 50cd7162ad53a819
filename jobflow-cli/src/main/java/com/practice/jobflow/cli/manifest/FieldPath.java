package com.practice.jobflow.cli.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Follows paths such as {@code spec.flows[3].dependencies[0]} or {@code metadata.labels["a.b/c"]}.
 */
public final class FieldPath {
  private FieldPath() {}

  /** Where a walk ended: the value, and its key's place if it has a key. */
  public record Found(Value value, MappingValue.@Nullable Entry entry, boolean whole) {}

  /** Returns the deepest place that exists on this path. */
  public static Found walk(Value root, String path) {
    Value at = root;
    MappingValue.Entry entry = null;
    int position = 0;
    while (position < path.length()) {
      char first = path.charAt(position);
      if (first == '.') {
        position++;
        continue;
      }
      int end;
      Value next = null;
      MappingValue.Entry nextEntry = null;
      if (first == '[' && path.startsWith("[\"", position)) {
        end = path.indexOf("\"]", position) + 2;
        if (end < 2) {
          return new Found(at, entry, false);
        }
        nextEntry = key(at, path.substring(position + 2, end - 2));
      } else if (first == '[') {
        end = path.indexOf(']', position) + 1;
        if (end < 1) {
          return new Found(at, entry, false);
        }
        next = item(at, path.substring(position + 1, end - 1));
      } else {
        end = endOfName(path, position);
        nextEntry = key(at, path.substring(position, end));
      }
      next = nextEntry == null ? next : nextEntry.value();
      if (next == null) {
        return new Found(at, entry, false);
      }
      at = next;
      entry = nextEntry;
      position = end;
    }
    return new Found(at, entry, true);
  }

  /** Returns the path of a key beneath a path, quoted where the key has a dot or bracket. */
  public static String child(String path, String key) {
    boolean plain = !key.isEmpty() && key.indexOf('.') < 0 && key.indexOf('[') < 0;
    if (!plain) {
      return path + "[\"" + key + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Returns the end of a path, such as {@code flows[2]: }, to begin a message with. */
  public static String label(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == ']' && path.charAt(end - 2) != '"') {
      end = path.lastIndexOf('[', end - 1);
    }
    int start = path.lastIndexOf('.', end - 1) + 1;
    return end == 0 || path.charAt(end - 1) == ']' ? "" : path.substring(start) + ": ";
  }

  private static MappingValue.@Nullable Entry key(Value at, String key) {
    return at instanceof MappingValue mapping ? mapping.entry(key) : null;
  }

  private static @Nullable Value item(Value at, String number) {
    if (!(at instanceof SequenceValue sequence)) {
      return null;
    }
    try {
      int index = Integer.parseInt(number);
      return index >= 0 && index < sequence.items().size() ? sequence.items().get(index) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static int endOfName(String path, int start) {
    int end = start;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return end;
  }
}
