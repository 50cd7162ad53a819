package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.ScalarValue;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks text and numbers against bounds. */
final class ScalarCheck {
  private final Problems problems;
  // A manifest of 5,000 flows matches the same few patterns over and over.
  private final Map<String, Pattern> patterns = new HashMap<>();

  ScalarCheck(Problems problems) {
    this.problems = problems;
  }

  void check(ScalarValue scalar, SchemaNode schema, String path) {
    ValueLimits limits = schema.limits();
    if (limits.isNone()) {
      return;
    }
    if (!limits.words().isEmpty() && !limits.words().contains(scalar.canonical())) {
      add(Code.NOT_ALLOWED, scalar, path, notAllowed(scalar, limits));
      return;
    }
    if (scalar.kind() == ScalarValue.Kind.STRING) {
      text(scalar, schema, path);
    } else {
      number(scalar, limits, path);
    }
  }

  /** Returns what is wrong with a size; null if nothing. */
  static @Nullable String sizeProblem(int size, String unit, ValueLimits limits) {
    if (size < limits.least()) {
      return "has " + size + " " + unit + ", expected at least " + limits.least();
    }
    if (size > limits.most()) {
      return "has " + size + " " + unit + ", expected at most " + limits.most();
    }
    return null;
  }

  private static String notAllowed(ScalarValue scalar, ValueLimits limits) {
    String hint = Spelling.hint(scalar.text(), limits.words());
    return Types.quote(scalar.text())
        + " is not allowed; expected "
        + (limits.words().size() > 1 ? "one of " : "")
        + String.join(", ", limits.words())
        + hint;
  }

  private void text(ScalarValue scalar, SchemaNode schema, String path) {
    ValueLimits limits = schema.limits();
    String text = scalar.text();
    String size = sizeProblem(text.codePointCount(0, text.length()), "characters", limits);
    if (size != null) {
      add(Code.BAD_LENGTH, scalar, path, size);
    }
    if (!limits.pattern().isEmpty() && !pattern(limits.pattern()).matcher(text).find()) {
      add(
          Code.BAD_PATTERN,
          scalar,
          path,
          schema.type() == SchemaType.QUANTITY
              ? "expected " + schema.type().words() + ", found " + Types.quote(text)
              : Types.quote(text) + " does not match the pattern " + limits.pattern());
    }
    if (limits.format().equals("date-time") && !isDateTime(text)) {
      add(
          Code.BAD_FORMAT,
          scalar,
          path,
          Types.quote(text) + " is no time such as 2026-01-31T12:00:00Z");
    }
  }

  private void number(ScalarValue scalar, ValueLimits limits, String path) {
    BigDecimal number = new BigDecimal(scalar.canonical());
    Double minimum = limits.minimum();
    Double maximum = limits.maximum();
    if (minimum != null && number.compareTo(BigDecimal.valueOf(minimum)) < 0) {
      add(Code.OUT_OF_RANGE, scalar, path, scalar.text() + " is less than " + words(minimum));
    }
    if (maximum != null && number.compareTo(BigDecimal.valueOf(maximum)) > 0) {
      add(Code.OUT_OF_RANGE, scalar, path, scalar.text() + " is more than " + words(maximum));
    }
    boolean unbounded = maximum == null;
    int bits = limits.format().equals("int32") ? 31 : limits.format().equals("int64") ? 63 : 0;
    if (bits > 0
        && unbounded
        && scalar.kind() == ScalarValue.Kind.INTEGER
        && number.toBigInteger().bitLength() > bits) {
      add(
          Code.BAD_FORMAT,
          scalar,
          path,
          scalar.text() + " does not fit into " + (bits + 1) + " bits");
    }
  }

  private void add(Code code, ScalarValue scalar, String path, String message) {
    problems.add(code, scalar, path, FieldPath.label(path) + message);
  }

  private static String words(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private Pattern pattern(String expression) {
    return patterns.computeIfAbsent(expression, Pattern::compile);
  }

  private static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
