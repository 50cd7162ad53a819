package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.console.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The text form: a drawing where one fits, else a list, and a line that sums it up.
 *
 * @param talk where that line goes, and why there is a list
 * @param colour whether to colour the critical path
 */
record GraphText(
    PrintWriter talk, FlowWeights weights, int width, LineGlyphs glyphs, boolean colour) {
  /** With more flows than this a drawing is a maze, however wide the terminal. */
  private static final int MOST_FLOWS = 60;

  private static final int MOST_NAMES = 8;

  /** A terminal under another character set than UTF-8 would show rubbish. */
  static boolean showsUnicode(Console console) {
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
      String title = pictures.size() > 1 ? picture.title() : "";
      if (!title.isEmpty()) {
        text.append(text.length() == 0 ? "" : "\n").append(title).append("\n\n");
      }
      String head = title.isEmpty() ? "" : title + ": ";
      text.append(one(picture, head));
      talk.println(head + summary(picture));
    }
    talk.flush();
    return text.toString();
  }

  private String one(FlowPicture picture, String head) {
    String because = picture.flows().size() + " flows are too many to draw in text";
    if (picture.flows().size() <= MOST_FLOWS) {
      for (int space = SlotPlacement.ROOMY; space >= 1; space--) {
        Grid grid = GridLayout.of(picture, width, space);
        if (grid.width() <= width) {
          return TextDrawing.of(picture, grid, glyphs, colour);
        }
        because = "the drawing needs " + grid.width() + " columns, there are " + width;
      }
    }
    talk.println(head + because + ": here is a list; -o svg and -o dot draw it");
    return LayerList.of(picture, width);
  }

  private String summary(FlowPicture picture) {
    List<String> path = picture.longestPath();
    String names = String.join(" > ", path);
    if (path.size() > MOST_NAMES) {
      names =
          String.join(" > ", path.subList(0, MOST_NAMES - 2))
              + " > ... > "
              + path.get(path.size() - 1)
              + " ("
              + path.size()
              + " flows)";
    }
    long total = path.stream().mapToLong(weights::of).sum();
    return counted(picture.flows().size(), "flow")
        + ", "
        + counted(picture.edges().size(), "edge")
        + ", depth "
        + picture.depth()
        + ", width "
        + picture.width()
        + ", longest path "
        + names
        + (weights.known() ? " (" + FlowWeights.text(Duration.ofMillis(total)) + ")" : "");
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
