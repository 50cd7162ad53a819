package com.practice.jobflow.cli.manifest;

import com.practice.jobflow.cli.manifest.ScalarValue.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes takes a scalar for.
 *
 * <p>kubectl and the API server turn YAML into JSON with a reader of YAML 1.1: {@code yes} is true
 * and {@code 010} is 8. A manifest means what they read, so this reads alike; YAML 1.2 would accept
 * {@code value: yes} for a text and the cluster would refuse it. Written without regular
 * expressions, which a cold start pays for.
 */
final class Scalars {
  // Where a JSON writer of doubles turns to exponents, and a whole number stops being an integer.
  private static final double LARGEST_PLAIN = 1e21;

  private Scalars() {}

  /** Returns the value of text that neither quotes nor a tag make a string. */
  static ScalarValue plain(String text, int line, int column) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" ->
          new ScalarValue(text, Kind.NULL, false, "null", line, column);
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" ->
          new ScalarValue(text, Kind.BOOLEAN, false, "true", line, column);
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" ->
          new ScalarValue(text, Kind.BOOLEAN, false, "false", line, column);
      default ->
          looksLikeNumber(text) ? number(text, line, column) : string(text, false, line, column);
    };
  }

  /** Returns text. */
  static ScalarValue string(String text, boolean quoted, int line, int column) {
    return new ScalarValue(text, Kind.STRING, quoted, text, line, column);
  }

  /** Returns whether this is infinity or no number, which JSON cannot say. */
  static boolean isBeyondJson(String text) {
    return switch (text) {
      case ".nan",
          ".NaN",
          ".NAN",
          ".inf",
          ".Inf",
          ".INF",
          "+.inf",
          "+.Inf",
          "+.INF",
          "-.inf",
          "-.Inf",
          "-.INF" ->
          true;
      default -> false;
    };
  }

  private static boolean looksLikeNumber(String text) {
    char first = text.charAt(0);
    return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
  }

  private static ScalarValue number(String text, int line, int column) {
    String digits = text.charAt(0) == '.' ? text : text.replace("_", "");
    BigInteger integer = integer(digits);
    if (integer != null) {
      return new ScalarValue(text, Kind.INTEGER, false, integer.toString(), line, column);
    }
    if (!isDecimal(digits)) {
      return string(text, false, line, column);
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      return string(text, false, line, column);
    }
    // The way goes through JSON, where 2.0 is written as 2.
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN;
    String canonical =
        whole ? new BigDecimal(value).toBigInteger().toString() : Double.toString(value);
    return new ScalarValue(
        text, whole ? Kind.INTEGER : Kind.NUMBER, false, canonical, line, column);
  }

  /** Returns the integer if there is one of 64 bits; a leading 0 means octal. */
  private static @Nullable BigInteger integer(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    int radix = 10;
    int skip = 0;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      char mark = Character.toLowerCase(digits.charAt(1));
      radix = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
      skip = mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1;
    }
    if (digits.length() == skip) {
      return null;
    }
    for (int i = skip; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit > 'f' || Character.digit(digit, radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(digits.substring(skip), radix);
    boolean negative = text.charAt(0) == '-';
    boolean fits = value.bitLength() < Long.SIZE || (!negative && value.bitLength() == Long.SIZE);
    return fits ? (negative ? value.negate() : value) : null;
  }

  /** Digits, a point among or at either end of them, and an exponent with or without a sign. */
  private static boolean isDecimal(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int whole = digits(text, at);
    at += whole;
    int fraction = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      fraction = digits(text, at + 1);
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
      at += sign ? 1 : 0;
      int exponent = digits(text, at);
      if (exponent == 0) {
        return false;
      }
      at += exponent;
    }
    return at == text.length();
  }

  private static int digits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - start;
  }
}
