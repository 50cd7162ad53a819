package com.practice.jobflow.cli.report;

/** Makes text of a manifest fit to be shown: it must not drive the terminal. */
public final class SafeText {
  private SafeText() {}

  /** Returns the text with control and direction characters as {@code \}u001b and the like. */
  public static String of(String text) {
    int i = 0;
    while (i < text.length() && !isUnsafe(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int k = 0; k < text.length(); k++) {
      append(text.charAt(k), safe);
    }
    return safe.toString();
  }

  static boolean isUnsafe(char c) {
    boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
    boolean direction =
        (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    return control || direction || c == 0x2028 || c == 0x2029 || c == 0xfeff;
  }

  private static void append(char c, StringBuilder safe) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\t' -> safe.append("\\t");
      case '\r' -> safe.append("\\r");
      default -> {
        if (isUnsafe(c)) {
          safe.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
        } else {
          safe.append(c);
        }
      }
    }
  }
}
