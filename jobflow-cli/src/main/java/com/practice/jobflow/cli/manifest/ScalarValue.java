package com.practice.jobflow.cli.manifest;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Text, a number, a boolean or null.
 *
 * @param text what the author wrote, without quotes and escapes
 * @param kind what Kubernetes takes it for
 * @param quoted whether quotes or a block style made it text
 * @param canonical the number or boolean behind the text in the notation of JSON
 */
public record ScalarValue(
    String text, Kind kind, boolean quoted, String canonical, int line, int column)
    implements Value {

  /** The types of JSON. */
  public enum Kind {
    /** Text. */
    STRING,
    /** A number without a fraction. */
    INTEGER,
    /** Any other number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Nothing. */
    NULL
  }

  @Override
  public @Nullable Object plain() {
    return switch (kind) {
      case STRING -> text;
      case INTEGER -> integer();
      case NUMBER -> Double.valueOf(canonical);
      case BOOLEAN -> canonical.equals("true");
      case NULL -> null;
    };
  }

  @Override
  public long weight() {
    return 1;
  }

  /** Returns whether this is null, written or left out. */
  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /** Returns what the same text means without quotes. */
  public ScalarValue unquoted() {
    return Scalars.plain(text, line, column);
  }

  private Object integer() {
    BigInteger value = new BigInteger(canonical);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
