package com.practice.jobflow.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of one field beyond its Java type.
 *
 * @param required whether the field must be present
 * @param allowed the only values that a string may have, empty for any
 * @param format the string's format, such as {@code date-time}
 * @param listKeys the fields that tell entries of a list apart, empty if nothing does
 * @param set whether a list may hold each value once
 * @param filled whether a list must have an entry
 * @param atomic whether a map or object is owned as a whole
 * @param minimum the smallest number
 */
record FieldFacts(
    boolean required,
    List<String> allowed,
    @Nullable String format,
    List<String> listKeys,
    boolean set,
    boolean filled,
    boolean atomic,
    @Nullable Long minimum) {
  static final FieldFacts NONE =
      new FieldFacts(false, List.of(), null, List.of(), false, false, false, null);

  /** Reads the part of a token that follows the field's name, and adds it to what is known. */
  FieldFacts and(String fact) {
    String rest = fact.replaceFirst("^(>=|[!=:<{+@])", "");
    if (fact.startsWith(">=")) {
      return new FieldFacts(
          required, allowed, format, listKeys, set, filled, atomic, Long.valueOf(rest));
    }
    return switch (fact.charAt(0)) {
      case '!' -> new FieldFacts(true, allowed, format, listKeys, set, filled, atomic, minimum);
      case '=' ->
          new FieldFacts(required, words(rest), format, listKeys, set, filled, atomic, minimum);
      case ':' -> new FieldFacts(required, allowed, rest, listKeys, set, filled, atomic, minimum);
      case '<' ->
          new FieldFacts(
              required,
              allowed,
              format,
              words(rest.replace(">", "")),
              set,
              filled,
              atomic,
              minimum);
      case '{' ->
          new FieldFacts(required, allowed, format, listKeys, true, filled, atomic, minimum);
      case '+' -> new FieldFacts(required, allowed, format, listKeys, set, true, atomic, minimum);
      case '@' -> new FieldFacts(required, allowed, format, listKeys, set, filled, true, minimum);
      default -> throw new IllegalArgumentException("no such fact: " + fact);
    };
  }

  private static List<String> words(String joined) {
    return List.of(joined.split("[|,]", -1));
  }
}
