package com.practice.jobflow.cli.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of one value.
 *
 * @param words the only words allowed; empty if all are
 * @param format such as int32 or date-time; empty for none
 * @param pattern regular expression that the text must contain; empty for none
 * @param minimum least number
 * @param maximum greatest number
 * @param least fewest characters, items or fields
 * @param most most characters, items or fields
 */
record ValueLimits(
    List<String> words,
    String format,
    String pattern,
    @Nullable Double minimum,
    @Nullable Double maximum,
    int least,
    int most) {
  static final ValueLimits NONE =
      new ValueLimits(List.of(), "", "", null, null, 0, Integer.MAX_VALUE);

  /** Returns whether anything goes; equals of a record would be linked anew at each start. */
  boolean isNone() {
    return words.isEmpty()
        && format.isEmpty()
        && pattern.isEmpty()
        && minimum == null
        && maximum == null
        && least == 0
        && most == Integer.MAX_VALUE;
  }
}
