package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.graph.Grid.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * A grid as SVG: text as text, nothing from elsewhere, and the same bytes on every machine.
 *
 * <p>Boxes have a ground of their own and lines a middle grey, so that it can be read on white and
 * on black; where the reader's system prefers dark, the boxes are dark too.
 */
final class SvgDrawing {
  static final int COLUMN = 8;
  static final int ROW = 16;
  private static final int MOST_EDGES = 100_000;
  private static final int PAGE = 120;
  private static final int MARGIN = 12;
  private static final int ROUNDING = 6;
  private static final int ARROW = 8;

  /** One class each and no rule within a rule: the painter of PNGs understands no more. */
  private static final String STYLE =
      """
      .line { fill: none; stroke: #7c8696; stroke-width: 2 }
      .tip { fill: #7c8696 }
      .label { fill: #7c8696; font-size: 11px }
      .box { fill: #f4f6fb; stroke: #5b6b8c; stroke-width: 1.5 }
      .name { fill: #1b2333 }
      .note { fill: #5b6b8c; font-size: 11px }
      .critical-line { fill: none; stroke: #e0631b; stroke-width: 3 }
      .critical-tip { fill: #e0631b }
      .critical-label { fill: #e0631b; font-size: 11px }
      .critical-box { fill: #fff3ea; stroke: #e0631b; stroke-width: 2.5 }
      """;

  private static final String FONTS =
      "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

  private static final String DARK =
      """
      @media (prefers-color-scheme: dark) {
      .box { fill: #1e2533; stroke: #8fa0c4 }
      .name { fill: #eef2fa }
      .note { fill: #a9b6d3 }
      .critical-box { fill: #3a2417; stroke: #f0803c }
      }
      """;

  private final FlowPicture picture;
  private final Grid grid;
  private final StringBuilder svg = new StringBuilder();

  private SvgDrawing(FlowPicture picture, Grid grid) {
    this.picture = picture;
    this.grid = grid;
  }

  /** Returns the picture as SVG, laid out about as wide as a page. */
  static String of(FlowPicture picture) {
    return of(picture, FONTS, STYLE + DARK);
  }

  /** Returns the same for Java, whose own name for a font of equal widths is there everywhere. */
  static String onWhite(FlowPicture picture) {
    return of(picture, "Monospaced", STYLE);
  }

  private static String of(FlowPicture picture, String fonts, String style) {
    if (picture.edges().size() > MOST_EDGES) {
      throw new DrawingException(
          picture.edges().size() + " edges are too many for a picture: try --reduce, or -o dot");
    }
    SvgDrawing drawing = new SvgDrawing(picture, GridLayout.of(picture, PAGE, SlotPlacement.ROOMY));
    drawing.draw(fonts, style);
    return drawing.svg.toString();
  }

  private void draw(String fonts, String style) {
    int width = grid.width() * COLUMN + 2 * MARGIN;
    int height = grid.height() * ROW - ROW + 2 * MARGIN;
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    svg.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    svg.append(' ').append(height).append("\" role=\"img\" font-family=\"").append(fonts);
    svg.append("\" font-size=\"13\" text-anchor=\"middle\">\n");
    svg.append("<title>").append(escaped(picture.title())).append("</title>\n");
    svg.append("<desc>").append(escaped(description())).append("</desc>\n");
    svg.append("<style>\n").append(style).append("</style>\n");
    if (grid.ruleAt() >= 0) {
      rule(width);
    }
    for (boolean critical : new boolean[] {false, true}) {
      for (Grid.Route route : grid.routes()) {
        if (picture.edges().get(route.edge()).critical() == critical) {
          route(route);
        }
      }
    }
    grid.labels().forEach(this::label);
    grid.boxes().forEach(this::box);
    svg.append("</svg>\n");
  }

  private String description() {
    List<List<String>> awaited = new ArrayList<>();
    picture.flows().forEach(flow -> awaited.add(new ArrayList<>()));
    for (DrawnEdge edge : picture.edges()) {
      String name = picture.flows().get(edge.from()).name();
      awaited.get(edge.to()).add(edge.labelled() ? name + " (" + edge.label() + ")" : name);
    }
    List<String> sentences = new ArrayList<>();
    for (int flow = 0; flow < awaited.size(); flow++) {
      if (!awaited.get(flow).isEmpty()) {
        String name = picture.flows().get(flow).name();
        sentences.add(name + " waits for " + String.join(", ", awaited.get(flow)) + ".");
      }
    }
    return sentences.isEmpty() ? "No flow waits for another." : String.join(" ", sentences);
  }

  private static int x(int column) {
    return MARGIN + column * COLUMN + COLUMN / 2;
  }

  private static int y(int row) {
    return MARGIN + row * ROW;
  }

  private void rule(int width) {
    int y = y(grid.ruleAt());
    svg.append("<path class=\"line\" stroke-dasharray=\"1 5\" d=\"M");
    svg.append(MARGIN).append(' ').append(y).append('H').append(width - MARGIN).append("\"/>\n");
    svg.append("<text class=\"label\" text-anchor=\"start\" x=\"").append(MARGIN);
    svg.append("\" y=\"").append(y - 5).append("\">finally</text>\n");
  }

  private void route(Grid.Route route) {
    DrawnEdge edge = picture.edges().get(route.edge());
    String prefix = edge.critical() ? "critical-" : "";
    List<List<Point>> lines = lines(route);
    svg.append("<path class=\"").append(prefix).append("line\"");
    svg.append(route.dashed() ? " stroke-dasharray=\"5 4\"" : "").append(" d=\"");
    lines.forEach(this::line);
    svg.append("\"/>\n");
    List<Point> last = lines.get(lines.size() - 1);
    Point end = last.get(last.size() - 1);
    svg.append("<path class=\"").append(prefix).append("tip\" d=\"M");
    svg.append(end.x()).append(' ');
    svg.append(end.y() + ARROW).append("l-4 -").append(ARROW).append("h8z\"/>\n");
  }

  /** Returns the edge's way in pixels; it is interrupted where its label stands. */
  private static List<List<Point>> lines(Grid.Route route) {
    List<List<Point>> lines = new ArrayList<>();
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < route.stretches().size(); i++) {
      Grid.Stretch stretch = route.stretches().get(i);
      for (Point point : stretch.points()) {
        line.add(new Point(x(point.x()), y(point.y())));
      }
      if (stretch.intoLabel()) {
        shift(line, line.size() - 1, -9);
        lines.add(line);
        line = new ArrayList<>();
        Point start = route.stretches().get(i + 1).points().get(0);
        line.add(new Point(x(start.x()), y(start.y()) + 8));
      }
    }
    shift(line, line.size() - 1, ROW - ARROW);
    lines.add(line);
    return lines;
  }

  private static void shift(List<Point> line, int at, int down) {
    Point point = line.get(at);
    line.set(at, new Point(point.x(), point.y() + down));
  }

  private void line(List<Point> points) {
    List<Point> corners = corners(points);
    Point start = corners.get(0);
    svg.append('M').append(start.x()).append(' ').append(start.y());
    for (int i = 1; i + 1 < corners.size(); i++) {
      Point before = corners.get(i - 1);
      Point corner = corners.get(i);
      Point after = corners.get(i + 1);
      int rounding = Math.min(ROUNDING, Math.min(reach(before, corner), reach(corner, after)));
      to('L', toward(corner, before, rounding));
      to('Q', corner);
      to(' ', toward(corner, after, rounding));
    }
    to('L', corners.get(corners.size() - 1));
  }

  /** Half of the way between two corners, so that roundings at both ends never meet. */
  private static int reach(Point one, Point other) {
    return (Math.abs(one.x() - other.x()) + Math.abs(one.y() - other.y())) / 2;
  }

  private static Point toward(Point from, Point to, int distance) {
    return new Point(
        from.x() + distance * Integer.signum(to.x() - from.x()),
        from.y() + distance * Integer.signum(to.y() - from.y()));
  }

  private void to(char command, Point point) {
    svg.append(command).append(point.x()).append(' ').append(point.y());
  }

  private static List<Point> corners(List<Point> points) {
    List<Point> corners = new ArrayList<>();
    for (Point point : points) {
      int size = corners.size();
      if (size > 0 && corners.get(size - 1).equals(point)) {
        continue;
      }
      if (size > 1 && straight(corners.get(size - 2), corners.get(size - 1), point)) {
        corners.remove(size - 1);
      }
      corners.add(point);
    }
    return corners;
  }

  private static boolean straight(Point one, Point two, Point three) {
    boolean upright = one.x() == two.x() && two.x() == three.x();
    boolean level = one.y() == two.y() && two.y() == three.y();
    return upright || level;
  }

  private void label(Grid.Label label) {
    int middle = x(label.x()) + (label.text().length() - 1) * COLUMN / 2;
    String kind = label.critical() ? "critical-label" : "label";
    text(kind, middle, y(label.y()) + 4, label.text());
  }

  private void box(Grid.Box box) {
    DrawnFlow flow = picture.flows().get(box.flow());
    int width = (box.width() - 1) * COLUMN;
    int height = (box.height() - 1) * ROW;
    int middle = x(box.x()) + width / 2;
    svg.append("<rect class=\"").append(flow.critical() ? "critical-" : "").append("box\"");
    svg.append(" x=\"").append(x(box.x())).append("\" y=\"").append(y(box.y()));
    svg.append("\" width=\"").append(width).append("\" height=\"").append(height);
    svg.append("\" rx=\"").append(ROUNDING).append("\"/>\n");
    text("name", middle, y(box.y() + 1) + (flow.note().isEmpty() ? 4 : 3), flow.name());
    if (!flow.note().isEmpty()) {
      text("note", middle, y(box.y() + 2) + 4, flow.note());
    }
  }

  private void text(String kind, int x, int y, String text) {
    svg.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"");
    svg.append(y).append("\">").append(escaped(text)).append("</text>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
