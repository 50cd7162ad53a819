package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.Console;
import java.util.List;
import java.util.Locale;

/**
 * The text form on a console: a drawing where one fits, else a list, and a line that sums it up.
 */
final class TextReport {
  /** With more flows than this a drawing is a maze, however wide the terminal. */
  private static final int MOST_FLOWS = 60;

  private final Console console;
  private final int width;
  private final LineGlyphs glyphs;

  TextReport(Console console, int width, boolean ascii) {
    this.console = console;
    this.width = width > 0 ? width : console.width();
    this.glyphs = ascii || !unicodeLocale(console) ? LineGlyphs.ASCII : LineGlyphs.UNICODE;
  }

  /** A terminal under another character set than UTF-8 shows rubbish; a file does not. */
  private static boolean unicodeLocale(Console console) {
    if (!console.outIsTerminal()) {
      return true;
    }
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String locale = console.environment(variable).toLowerCase(Locale.ROOT);
      if (!locale.isEmpty()) {
        return locale.contains("utf-8") || locale.contains("utf8");
      }
    }
    return true;
  }

  String text(List<FlowPicture> pictures) {
    StringBuilder text = new StringBuilder();
    for (FlowPicture picture : pictures) {
      if (pictures.size() > 1) {
        text.append(text.length() == 0 ? "" : "\n").append(picture.title()).append("\n\n");
      }
      text.append(one(picture));
      console.err().println(summary(picture));
    }
    return text.toString();
  }

  private String one(FlowPicture picture) {
    String because = picture.flows().size() + " flows are too many to draw in text";
    if (picture.flows().size() <= MOST_FLOWS) {
      for (int space = 3; space >= 1; space--) {
        Grid grid = GridLayout.of(picture, width, space);
        if (grid.width() <= width) {
          return TextDrawing.of(picture, grid, glyphs, console.outHasColour());
        }
        because = "the drawing needs " + grid.width() + " columns and has " + width;
      }
    }
    console.err().println(because + ": here is a list; -o svg and -o dot draw any graph");
    return LayerList.of(picture, width);
  }

  private static String summary(FlowPicture picture) {
    return counted(picture.flows().size(), "flow")
        + ", "
        + counted(picture.edges().size(), "edge")
        + ", depth "
        + picture.depth()
        + ", width "
        + picture.width()
        + ", longest path "
        + String.join(" > ", picture.longestPath());
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
