package com.practice.jobflow.cli.report;

/**
 * A line of the source with what is meant underlined.
 *
 * @param line the line, cut to the width that there is
 * @param indent columns before the underlined part
 * @param length columns of the underlined part, 1 or more
 */
record Snippet(String line, int indent, int length) {
  private static final String CUT = "...";
  // What stays visible before the place when the beginning of the line is cut.
  private static final int CONTEXT = 20;

  /**
   * Returns a snippet of at most this many columns.
   *
   * @param column of the first character meant, from 1, in code points
   */
  static Snippet of(String text, int column, int length, int width) {
    int[] characters = text.codePoints().toArray();
    int first = Math.min(Math.max(column - 1, 0), characters.length);
    int last = Math.min(first + Math.max(length, 1), characters.length);
    int from = columns(characters, 0, last) <= width ? 0 : Math.max(0, first - CONTEXT);
    StringBuilder line = new StringBuilder(from > 0 ? CUT : "");
    int used = line.length();
    int indent = used;
    int underlined = 0;
    for (int i = from; i < characters.length; i++) {
      int cell = isWide(characters[i]) ? 2 : 1;
      if (used + cell > width - CUT.length()
          && columns(characters, i, characters.length) > width - used) {
        line.append(CUT);
        break;
      }
      append(characters[i], line);
      used += cell;
      indent += i < first ? cell : 0;
      underlined += i >= first && i < last ? cell : 0;
    }
    return new Snippet(line.toString(), indent, Math.max(1, underlined));
  }

  private static void append(int character, StringBuilder line) {
    if (character == '\t') {
      line.append(' ');
    } else if (SafeText.isUnsafe(character)) {
      line.append('\ufffd');
    } else {
      line.appendCodePoint(character);
    }
  }

  private static int columns(int[] characters, int from, int to) {
    int columns = 0;
    for (int i = from; i < to; i++) {
      columns += isWide(characters[i]) ? 2 : 1;
    }
    return columns;
  }

  /** Returns whether terminals give it two columns: the blocks of East Asia and most emoji. */
  private static boolean isWide(int c) {
    return c >= 0x1100
        && (c <= 0x115f
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd));
  }
}
