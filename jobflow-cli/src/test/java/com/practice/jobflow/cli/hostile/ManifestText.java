package com.practice.jobflow.cli.hostile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as text: as JSON, or as YAML in flow style where a value is to stand there as it is
 * typed.
 */
final class ManifestText {
  /** A value as somebody typed it, such as {@code yes} or {@code 010}. */
  record Typed(String text) {}

  private final StringBuilder text = new StringBuilder();

  private ManifestText() {}

  /** Returns the text; it begins with a comment if it is no JSON. */
  static String of(Map<String, Object> manifest) {
    ManifestText writer = new ManifestText();
    writer.write(manifest);
    String text = writer.text.toString();
    return isTyped(manifest) ? "# typed by hand\n" + text + "\n" : text;
  }

  static boolean isTyped(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(ManifestText::isTyped);
    }
    if (value instanceof List<?> list) {
      return list.stream().anyMatch(ManifestText::isTyped);
    }
    return value instanceof Typed;
  }

  private void write(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(separator);
        quote(String.valueOf(entry.getKey()));
        text.append(": ");
        write(entry.getValue());
        separator = ", ";
      }
      text.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object item : list) {
        text.append(separator);
        write(item);
        separator = ", ";
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Typed typed) {
      text.append(typed.text());
    } else if (value instanceof String string) {
      quote(string);
    } else {
      text.append(value);
    }
  }

  private void quote(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
