package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.graph.Grid.Point;
import java.util.List;

/**
 * A grid in characters.
 *
 * <p>Where two lines cross without joining, the horizontal one is interrupted; every other meeting
 * of lines joins them.
 */
final class TextDrawing {
  private static final int UP = 0;
  private static final int RIGHT = 1;
  private static final int DOWN = 2;
  private static final int LEFT = 3;
  private static final String IMPORTANT = "\u001b[1;33m";
  private static final String PLAIN = "\u001b[0m";

  private final FlowPicture picture;
  private final Grid grid;
  private final LineGlyphs glyphs;
  private final boolean colour;
  private final int[][] arms;
  private final int[][] uprightNet;
  private final int[][] levelNet;
  private final boolean[][] dashed;
  private final boolean[][] critical;
  private final char[][] written;

  private TextDrawing(FlowPicture picture, Grid grid, LineGlyphs glyphs, boolean colour) {
    this.picture = picture;
    this.grid = grid;
    this.glyphs = glyphs;
    this.colour = colour;
    this.arms = new int[grid.height()][grid.width()];
    this.uprightNet = new int[grid.height()][grid.width()];
    this.levelNet = new int[grid.height()][grid.width()];
    this.dashed = new boolean[grid.height()][grid.width()];
    this.critical = new boolean[grid.height()][grid.width()];
    this.written = new char[grid.height()][grid.width()];
  }

  /** Returns the drawing, each line ended by a line feed and without blanks at its end. */
  static String of(FlowPicture picture, Grid grid, LineGlyphs glyphs, boolean colour) {
    TextDrawing drawing = new TextDrawing(picture, grid, glyphs, colour);
    drawing.draw();
    return drawing.text();
  }

  private void draw() {
    for (Grid.Route route : grid.routes()) {
      if (!picture.edges().get(route.edge()).critical()) {
        route(route);
      }
    }
    for (Grid.Route route : grid.routes()) {
      if (picture.edges().get(route.edge()).critical()) {
        route(route);
      }
    }
    grid.boxes().forEach(this::box);
    for (Grid.Label label : grid.labels()) {
      write(label.x(), label.y(), label.text(), label.critical());
    }
    if (grid.ruleAt() >= 0) {
      rule();
    }
  }

  /** The title stands where no line passes, if there is such a place. */
  private void rule() {
    int[] row = arms[grid.ruleAt()];
    String title = " finally ";
    int titleAt = -1;
    int free = 0;
    for (int x = 0; x < row.length; x++) {
      if (row[x] == 0) {
        written[grid.ruleAt()][x] = glyphs.rule();
      }
      free = row[x] == 0 ? free + 1 : 0;
      if (titleAt < 0 && free == title.length() + 2) {
        titleAt = x - title.length();
      }
    }
    if (titleAt >= 0) {
      write(titleAt, grid.ruleAt(), title, false);
    }
  }

  private void route(Grid.Route route) {
    boolean heavy = picture.edges().get(route.edge()).critical();
    for (Grid.Stretch stretch : route.stretches()) {
      List<Point> points = stretch.points();
      for (int i = 1; i < points.size(); i++) {
        line(points.get(i - 1), points.get(i), stretch.net() + 1, heavy, route.dashed());
      }
    }
    List<Point> last = route.stretches().get(route.stretches().size() - 1).points();
    Point end = last.get(last.size() - 1);
    written[end.y()][end.x()] = glyphs.arrow();
    critical[end.y()][end.x()] |= heavy;
  }

  private void line(Point from, Point to, int net, boolean heavy, boolean dash) {
    int stepX = Integer.signum(to.x() - from.x());
    int stepY = Integer.signum(to.y() - from.y());
    int ahead = stepY > 0 ? DOWN : stepX > 0 ? RIGHT : LEFT;
    int back = (ahead + 2) % 4;
    int x = from.x();
    int y = from.y();
    while (x != to.x() || y != to.y()) {
      arm(x, y, ahead, net, heavy);
      dashed[y][x] = dash;
      x += stepX;
      y += stepY;
      arm(x, y, back, net, heavy);
      dashed[y][x] = dash;
    }
  }

  private void arm(int x, int y, int side, int net, boolean heavy) {
    int weight = Math.max(weight(arms[y][x], side), heavy ? 2 : 1);
    int others = arms[y][x] & ~mask(side);
    arms[y][x] = others + (weight << (2 * side));
    (side % 2 == UP ? uprightNet : levelNet)[y][x] = net;
    critical[y][x] |= heavy;
  }

  private static int weight(int arms, int side) {
    return (arms >> (2 * side)) & 3;
  }

  private static int mask(int side) {
    return 3 << (2 * side);
  }

  private void box(Grid.Box box) {
    DrawnFlow flow = picture.flows().get(box.flow());
    int right = box.x() + box.width() - 1;
    int bottom = box.y() + box.height() - 1;
    Point topLeft = new Point(box.x(), box.y());
    Point topRight = new Point(right, box.y());
    Point bottomLeft = new Point(box.x(), bottom);
    Point bottomRight = new Point(right, bottom);
    line(topLeft, topRight, 0, flow.critical(), false);
    line(bottomLeft, bottomRight, 0, flow.critical(), false);
    line(topLeft, bottomLeft, 0, flow.critical(), false);
    line(topRight, bottomRight, 0, flow.critical(), false);
    writeCentred(box, 1, flow.name(), flow.critical());
    writeCentred(box, 2, flow.note(), flow.critical());
  }

  private void writeCentred(Grid.Box box, int row, String text, boolean important) {
    if (!text.isEmpty()) {
      write(box.x() + (box.width() - text.length()) / 2, box.y() + row, text, important);
    }
  }

  private void write(int x, int y, String text, boolean important) {
    for (int i = 0; i < text.length(); i++) {
      written[y][x + i] = text.charAt(i);
      critical[y][x + i] |= important;
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < grid.height(); y++) {
      boolean coloured = false;
      int end = text.length();
      for (int x = 0; x < grid.width(); x++) {
        char glyph = glyph(x, y);
        boolean important = colour && critical[y][x];
        if (glyph != ' ' && important != coloured) {
          text.insert(important ? text.length() : end, important ? IMPORTANT : PLAIN);
          coloured = important;
        }
        text.append(glyph);
        end = glyph == ' ' ? end : text.length();
      }
      text.setLength(end);
      text.append(coloured ? PLAIN : "").append('\n');
    }
    return text.toString();
  }

  private char glyph(int x, int y) {
    if (written[y][x] != 0) {
      return written[y][x];
    }
    int cell = arms[y][x];
    boolean cross = true;
    for (int side = UP; side <= LEFT; side++) {
      cross &= weight(cell, side) != 0;
    }
    if (cross && uprightNet[y][x] != levelNet[y][x]) {
      cell &= mask(UP) + mask(DOWN);
    }
    return glyphs.line(cell, dashed[y][x]);
  }
}
