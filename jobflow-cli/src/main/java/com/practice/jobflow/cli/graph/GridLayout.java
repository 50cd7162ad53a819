package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.graph.Grid.Point;
import com.practice.jobflow.cli.graph.Slot.Port;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Lays a picture out: connected parts one by one, then side by side as far as the width allows.
 *
 * <p>Same picture, same grid, on every machine.
 */
final class GridLayout {
  private static final int BETWEEN_PARTS = 4;

  /** Room for the title of the rule. */
  private static final int RULE = 16;

  private final FlowPicture picture;
  private final int maxWidth;
  private final int space;
  private final List<Grid.Box> boxes = new ArrayList<>();
  private final List<Grid.Label> labels = new ArrayList<>();
  private final List<List<Grid.Stretch>> stretches = new ArrayList<>();
  private int nets;
  private int width;
  private int height;
  private int ruleAt = -1;

  private GridLayout(FlowPicture picture, int maxWidth, int space) {
    this.picture = picture;
    this.maxWidth = maxWidth;
    this.space = space;
    picture.edges().forEach(edge -> stretches.add(new ArrayList<>()));
  }

  /**
   * Returns the layout.
   *
   * @param maxWidth parts that would go beyond this column go below; a single part may go beyond
   * @param space columns between two slots, 1 or more
   */
  static Grid of(FlowPicture picture, int maxWidth, int space) {
    GridLayout layout = new GridLayout(picture, maxWidth, space);
    layout.layOut();
    List<Grid.Route> routes = new ArrayList<>();
    for (int i = 0; i < picture.edges().size(); i++) {
      routes.add(new Grid.Route(i, picture.edges().get(i).labelled(), layout.stretches.get(i)));
    }
    if (layout.ruleAt >= 0) {
      layout.width = Math.max(layout.width, RULE);
    }
    layout.boxes.sort(Comparator.comparingInt(Grid.Box::flow));
    return new Grid(
        layout.width, layout.height, layout.ruleAt, layout.boxes, layout.labels, routes);
  }

  private void layOut() {
    boolean reachesFinally =
        picture.edges().stream().anyMatch(edge -> !isFinally(edge.from()) && isFinally(edge.to()));
    List<List<Integer>> mainParts = new ArrayList<>();
    List<List<Integer>> finallyParts = new ArrayList<>();
    for (List<Integer> part : reachesFinally ? List.of(all()) : parts()) {
      (isFinally(part.get(0)) ? finallyParts : mainParts).add(part);
    }
    placeParts(mainParts);
    if (!finallyParts.isEmpty()) {
      ruleAt = height + (height == 0 ? 0 : 1);
      height = ruleAt + 2;
      placeParts(finallyParts);
    }
  }

  private boolean isFinally(int flow) {
    return picture.flows().get(flow).isFinally();
  }

  private List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < picture.flows().size(); i++) {
      all.add(i);
    }
    return all;
  }

  /** Returns the connected parts, each in the order of declaration. */
  private List<List<Integer>> parts() {
    List<List<Integer>> neighbours = new ArrayList<>();
    picture.flows().forEach(flow -> neighbours.add(new ArrayList<>()));
    for (DrawnEdge edge : picture.edges()) {
      neighbours.get(edge.from()).add(edge.to());
      neighbours.get(edge.to()).add(edge.from());
    }
    boolean[] seen = new boolean[neighbours.size()];
    List<List<Integer>> parts = new ArrayList<>();
    for (int start = 0; start < seen.length; start++) {
      List<Integer> part = new ArrayList<>();
      Deque<Integer> open = new ArrayDeque<>();
      if (!seen[start]) {
        seen[start] = true;
        open.add(start);
      }
      while (!open.isEmpty()) {
        int flow = open.remove();
        part.add(flow);
        for (int neighbour : neighbours.get(flow)) {
          if (!seen[neighbour]) {
            seen[neighbour] = true;
            open.add(neighbour);
          }
        }
      }
      if (!part.isEmpty()) {
        part.sort(Comparator.naturalOrder());
        parts.add(part);
      }
    }
    return parts;
  }

  private void placeParts(List<List<Integer>> parts) {
    int left = 0;
    int top = height;
    for (List<Integer> part : parts) {
      SlotRows rows = SlotRows.of(picture, part);
      SlotPlacement.place(rows, space);
      PlacedPart placed = PlacedPart.of(picture, rows);
      if (left > 0 && left + placed.width > maxWidth) {
        left = 0;
        top = height + 1;
      }
      add(placed, rows, left, top);
      left += placed.width + BETWEEN_PARTS;
    }
  }

  private void add(PlacedPart part, SlotRows rows, int left, int top) {
    for (List<Slot> row : rows.rows) {
      for (Slot slot : row) {
        if (slot.isBox()) {
          boxes.add(part.box(slot, left, top));
        }
      }
    }
    for (Bus bus : rows.buses) {
      bus.net = nets++;
    }
    for (int edge = 0; edge < rows.ways.size(); edge++) {
      for (Hop hop : rows.ways.get(edge)) {
        stretches.get(edge).add(part.stretch(hop, left, top));
        Slot through = hop.bottom().slot;
        if (through.isLabel()) {
          boolean critical = picture.edges().get(edge).critical();
          int y = part.top(through) + top;
          labels.add(new Grid.Label(through.text, through.x + left, y, critical));
        }
      }
    }
    if (part.ruleAt >= 0) {
      ruleAt = part.ruleAt + top;
    }
    width = Math.max(width, left + part.width);
    height = Math.max(height, top + part.height);
  }

  /** One connected part with its rows' heights. */
  private static final class PlacedPart {
    final int[] tops;
    int width;
    int height;
    int ruleAt = -1;
    private final FlowPicture picture;
    private final int[] gapStart;

    private PlacedPart(FlowPicture picture, int rows) {
      this.picture = picture;
      this.tops = new int[rows];
      this.gapStart = new int[rows];
    }

    static PlacedPart of(FlowPicture picture, SlotRows rows) {
      PlacedPart part = new PlacedPart(picture, rows.rows.size());
      List<List<Bus>> gaps = new ArrayList<>();
      rows.rows.forEach(row -> gaps.add(new ArrayList<>()));
      rows.buses.forEach(bus -> gaps.get(bus.gap).add(bus));
      boolean above = true;
      for (int row = 0; row < part.tops.length; row++) {
        boolean below = above && part.startsFinally(rows.rows.get(row));
        if (below && row > 0) {
          part.ruleAt = part.height;
          part.height += 2;
        }
        above &= !below;
        part.tops[row] = part.height;
        part.height += part.heightOf(rows.rows.get(row));
        part.gapStart[row] = part.height;
        if (row + 1 < part.tops.length) {
          int tracks = BusRouter.route(gaps.get(row));
          part.height += tracks + 1;
        }
      }
      for (List<Slot> row : rows.rows) {
        row.forEach(slot -> part.width = Math.max(part.width, slot.x + slot.width()));
      }
      rows.buses.forEach(bus -> part.width = Math.max(part.width, bus.split ? bus.spine + 1 : 0));
      return part;
    }

    private boolean startsFinally(List<Slot> row) {
      return row.stream()
          .anyMatch(slot -> slot.isBox() && picture.flows().get(slot.flow).isFinally());
    }

    private int heightOf(List<Slot> row) {
      return row.stream().mapToInt(this::heightOf).max().orElse(1);
    }

    private int heightOf(Slot slot) {
      if (!slot.isBox()) {
        return 1;
      }
      return picture.flows().get(slot.flow).note().isEmpty() ? 3 : 4;
    }

    int top(Slot slot) {
      return tops[slot.row];
    }

    Grid.Box box(Slot slot, int left, int top) {
      return new Grid.Box(
          slot.flow, slot.x + left, tops[slot.row] + top, slot.width(), heightOf(slot));
    }

    Grid.Stretch stretch(Hop hop, int left, int top) {
      Bus bus = hop.bus();
      List<Point> points = new ArrayList<>();
      int from = hop.top().column + left;
      int to = hop.bottom().column + left;
      points.add(new Point(from, leaving(hop.top()) + top));
      if (!bus.straight()) {
        int gap = gapStart[bus.gap] + top;
        if (bus.split) {
          points.add(new Point(from, gap + bus.upper));
          points.add(new Point(bus.spine + left, gap + bus.upper));
          points.add(new Point(bus.spine + left, gap + bus.lower));
          points.add(new Point(to, gap + bus.lower));
        } else if (from != to) {
          points.add(new Point(from, gap + bus.upper));
          points.add(new Point(to, gap + bus.upper));
        }
      }
      points.add(new Point(to, reaching(hop.bottom()) + top));
      return new Grid.Stretch(bus.net, hop.bottom().slot.isLabel(), points);
    }

    private int leaving(Port port) {
      Slot slot = port.slot;
      return tops[slot.row] + (slot.isBox() ? heightOf(slot) - 1 : 0);
    }

    private int reaching(Port port) {
      Slot slot = port.slot;
      return tops[slot.row] - (slot.isBox() ? 1 : 0);
    }
  }
}
