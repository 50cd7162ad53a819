package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import org.jspecify.annotations.Nullable;

/** Says whether a value is of a type and, if not, what to do about it. */
final class Types {
  private static final int LONGEST_QUOTE = 40;

  private Types() {}

  /** Returns null if the value is of the type, else what was expected, what was found, a remedy. */
  static @Nullable String misfit(Value value, SchemaType type) {
    if (type == SchemaType.ANY || fits(value, type)) {
      return null;
    }
    return "expected " + type.words() + ", found " + describe(value) + remedy(value, type);
  }

  /** Returns the value in words. */
  static String describe(Value value) {
    if (value instanceof MappingValue) {
      return "a mapping";
    }
    if (value instanceof SequenceValue) {
      return "a list";
    }
    ScalarValue scalar = (ScalarValue) value;
    return switch (scalar.kind()) {
      case STRING -> "the text " + quote(scalar.text());
      case INTEGER, NUMBER -> "the number " + scalar.text();
      case BOOLEAN -> "the boolean " + scalar.text();
      case NULL -> "no value";
    };
  }

  /** Returns text in quotes, cut where it is long. */
  static String quote(String text) {
    boolean whole = text.length() <= LONGEST_QUOTE;
    return '"' + (whole ? text : text.substring(0, LONGEST_QUOTE) + "...") + '"';
  }

  private static boolean fits(Value value, SchemaType type) {
    return switch (type) {
      case ANY -> true;
      case OBJECT -> value instanceof MappingValue;
      case ARRAY -> value instanceof SequenceValue;
      case STRING -> is(value, ScalarValue.Kind.STRING);
      case INTEGER -> is(value, ScalarValue.Kind.INTEGER);
      case NUMBER -> is(value, ScalarValue.Kind.INTEGER) || is(value, ScalarValue.Kind.NUMBER);
      case BOOLEAN -> is(value, ScalarValue.Kind.BOOLEAN);
      case INT_OR_STRING ->
          is(value, ScalarValue.Kind.INTEGER) || is(value, ScalarValue.Kind.STRING);
      case QUANTITY -> fits(value, SchemaType.INT_OR_STRING) || fits(value, SchemaType.NUMBER);
    };
  }

  private static boolean is(Value value, ScalarValue.Kind kind) {
    return value instanceof ScalarValue scalar && scalar.kind() == kind;
  }

  private static String remedy(Value value, SchemaType type) {
    if (!(value instanceof ScalarValue scalar)) {
      return value instanceof MappingValue && type == SchemaType.ARRAY
          ? "; begin each item with '- '"
          : "";
    }
    return switch (type) {
      case STRING, INT_OR_STRING ->
          scalar.isNull() ? "" : trap(scalar) + "; quote it: \"" + scalar.text() + '"';
      case ARRAY -> scalar.isNull() ? "" : "; write '- ' before it";
      case INTEGER, NUMBER, BOOLEAN ->
          scalar.quoted() && unquotedFits(scalar, type) ? "; delete the quotes" : "";
      default -> "";
    };
  }

  private static String trap(ScalarValue scalar) {
    if (scalar.kind() == ScalarValue.Kind.STRING || scalar.text().equals(scalar.canonical())) {
      return "";
    }
    return " (YAML 1.1, which Kubernetes reads, takes it for " + scalar.canonical() + ")";
  }

  private static boolean unquotedFits(ScalarValue scalar, SchemaType type) {
    return fits(scalar.unquoted(), type);
  }
}
