package com.practice.jobflow.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of one field beyond its Java type.
 *
 * @param required whether the field must be present
 * @param allowed the only values that a string may have, empty for any
 * @param fallback the value of an absent field
 * @param format the string's format, such as {@code date-time}
 * @param listKeys the fields that tell entries of a list apart, empty if nothing does
 * @param set whether a list may hold each value once
 * @param atomic whether a map or object is owned as a whole
 * @param minimum the smallest number
 */
record FieldFacts(
    boolean required,
    List<String> allowed,
    @Nullable String fallback,
    @Nullable String format,
    List<String> listKeys,
    boolean set,
    boolean atomic,
    @Nullable Long minimum) {
  static final FieldFacts NONE =
      new FieldFacts(false, List.of(), null, null, List.of(), false, false, null);

  /** Reads the part of a token that follows the field's name, and adds it to what is known. */
  FieldFacts and(String fact) {
    String rest = fact.replaceFirst("^(>=|[!=~:<@{])", "");
    if (fact.startsWith(">=")) {
      return new FieldFacts(
          required, allowed, fallback, format, listKeys, set, atomic, Long.valueOf(rest));
    }
    return switch (fact.charAt(0)) {
      case '!' -> new FieldFacts(true, allowed, fallback, format, listKeys, set, atomic, minimum);
      case '=' ->
          new FieldFacts(
              required,
              List.of(rest.split("\\|", -1)),
              fallback,
              format,
              listKeys,
              set,
              atomic,
              minimum);
      case '~' -> new FieldFacts(required, allowed, rest, format, listKeys, set, atomic, minimum);
      case ':' -> new FieldFacts(required, allowed, fallback, rest, listKeys, set, atomic, minimum);
      case '<' ->
          new FieldFacts(
              required,
              allowed,
              fallback,
              format,
              List.of(rest.replace(">", "").split(",", -1)),
              set,
              atomic,
              minimum);
      case '{' ->
          new FieldFacts(required, allowed, fallback, format, listKeys, true, atomic, minimum);
      case '@' -> new FieldFacts(required, allowed, fallback, format, listKeys, set, true, minimum);
      default -> throw new IllegalArgumentException("no such fact: " + fact);
    };
  }
}
