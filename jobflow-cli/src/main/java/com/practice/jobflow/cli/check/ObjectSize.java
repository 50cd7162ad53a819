package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;

/** Counts the bytes of a value as the JSON that the API server stores. */
final class ObjectSize {
  private ObjectSize() {}

  static long bytes(Value value) {
    if (value instanceof ScalarValue scalar) {
      return scalar.kind() == ScalarValue.Kind.STRING
          ? text(scalar.text())
          : scalar.canonical().length();
    }
    long bytes = 1;
    if (value instanceof SequenceValue sequence) {
      for (Value item : sequence.items()) {
        bytes += bytes(item) + 1;
      }
      return sequence.items().isEmpty() ? 2 : bytes;
    }
    MappingValue mapping = (MappingValue) value;
    for (MappingValue.Entry entry : mapping.entries()) {
      bytes += text(entry.key()) + 1 + bytes(entry.value()) + 1;
    }
    return mapping.entries().isEmpty() ? 2 : bytes;
  }

  private static long text(String text) {
    long bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r') {
        bytes += 2;
      } else if (c < ' ' || c == '<' || c == '>' || c == '&') {
        // Go's encoder writes these as \\u0000 too.
        bytes += 6;
      } else if (c < 0x80) {
        bytes++;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
