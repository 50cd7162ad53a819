package com.practice.jobflow.operator.logging;

/**
 * Keeps what others wrote from passing for more than one line of ours, from driving a terminal, and
 * from filling the disk.
 */
final class Escaping {
  private static final String HEX = "0123456789abcdef";

  private Escaping() {}

  /** Appends the text without anything in it that ends a line or steers a terminal. */
  static void plain(StringBuilder line, String text, int limit) {
    append(line, text, limit, false);
  }

  /** Appends the text as a JSON string. */
  static void json(StringBuilder line, String text, int limit) {
    line.append('"');
    append(line, text, limit, true);
    line.append('"');
  }

  private static void append(StringBuilder line, String text, int limit, boolean quoted) {
    int end = Math.min(text.length(), limit);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (quoted && (c == '"' || c == '\\')) {
        line.append('\\').append(c);
      } else if (c == '\n') {
        line.append("\\n");
      } else if (c == '\t') {
        line.append("\\t");
      } else if (steers(c) || isLoneSurrogate(text, i)) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          line.append(HEX.charAt(c >> shift & 15));
        }
      } else {
        line.append(c);
      }
    }
    if (end < text.length()) {
      line.append("... (").append(text.length() - end).append(" more characters)");
    }
  }

  /** Controls of both sets, line separators, and what turns the direction of writing. */
  private static boolean steers(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }
}
