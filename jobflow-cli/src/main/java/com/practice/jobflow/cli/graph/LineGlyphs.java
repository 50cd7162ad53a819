package com.practice.jobflow.cli.graph;

/** The characters that lines are made of. */
enum LineGlyphs {
  UNICODE('▼', '┈'),
  ASCII('v', '~');

  /** Indexed by weights 0 to 2 of the arms: up + 4 right + 16 down + 64 left. */
  private static final String LINES =
      " ╵╹ ╶└┖ ╺┕┗     ╷│╿ ┌├┞ ┍┝┡     ╻╽┃ ┎┟┠ ┏┢┣                     "
          + "╴┘┚ ─┴┸ ╼┶┺     ┐┤┦ ┬┼╀ ┮┾╄     ┒┧┨ ┰╁╂ ┲╆╊                     "
          + "╸┙┛ ╾┵┹ ━┷┻     ┑┥┩ ┭┽╃ ┯┿╇     ┓┪┫ ┱╅╉ ┳╈╋                     ";

  private static final int UPRIGHT = 0b00_01_00_01;
  private static final int LEVEL = 0b01_00_01_00;

  private final char arrow;
  private final char rule;

  LineGlyphs(char arrow, char rule) {
    this.arrow = arrow;
    this.rule = rule;
  }

  char arrow() {
    return arrow;
  }

  char rule() {
    return rule;
  }

  char line(int arms, boolean dashed) {
    boolean upright = arms == UPRIGHT || arms == 2 * UPRIGHT;
    boolean level = arms == LEVEL || arms == 2 * LEVEL;
    boolean heavy = arms == 2 * UPRIGHT || arms == 2 * LEVEL;
    if (this == ASCII) {
      return ascii(arms, dashed);
    }
    if (dashed && upright) {
      return heavy ? '┇' : '┆';
    }
    if (dashed && level) {
      return heavy ? '┅' : '┄';
    }
    return LINES.charAt(arms);
  }

  private static char ascii(int arms, boolean dashed) {
    if (arms == 0) {
      return ' ';
    }
    boolean heavy = (arms & 2 * (UPRIGHT | LEVEL)) != 0;
    if ((arms & 3 * LEVEL) == 0) {
      return heavy ? '#' : dashed ? ':' : '|';
    }
    if ((arms & 3 * UPRIGHT) == 0) {
      return heavy ? '=' : dashed ? '.' : '-';
    }
    return '+';
  }
}
