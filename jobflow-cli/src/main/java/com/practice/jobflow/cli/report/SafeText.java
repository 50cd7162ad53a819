package com.practice.jobflow.cli.report;

/**
 * Makes text of a manifest fit to be shown: it must not drive the terminal, nor deceive the eye.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * Returns the text with control characters, and those that show nothing or turn the direction, as
   * {@code \}u001b and the like.
   */
  public static String of(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      append(character, safe);
      at += Character.charCount(character);
    }
    return safe.toString();
  }

  /** Returns whether a character is a control, shows nothing itself, or is half of one. */
  static boolean isUnsafe(int character) {
    return !isPlain(character)
        && switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  private static boolean isPlain(int character) {
    return character >= ' ' && character <= '~';
  }

  private static void append(int character, StringBuilder safe) {
    switch (character) {
      case '\n' -> safe.append("\\n");
      case '\t' -> safe.append("\\t");
      case '\r' -> safe.append("\\r");
      default -> {
        if (isUnsafe(character)) {
          escape(character, safe);
        } else {
          safe.appendCodePoint(character);
        }
      }
    }
  }

  /** Writes a character as JSON and Java would: two units if it needs two. */
  static void escape(int character, StringBuilder safe) {
    for (char unit : Character.toChars(character)) {
      safe.append("\\u").append(Integer.toHexString(0x10000 | unit).substring(1));
    }
  }
}
