package com.practice.jobflow.cli.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a drawing as a person does: from a box down and sideways along the lines to the arrows.
 *
 * <p>Knows of each character only what Unicode calls it.
 */
final class DrawingReader {
  private final List<String> lines;
  private final Set<String> names;
  final List<Box> boxes = new ArrayList<>();

  record Box(String name, int left, int top, int right, int bottom) {
    boolean overlaps(Box other) {
      return left <= other.right
          && other.left <= right
          && top <= other.bottom
          && other.top <= bottom;
    }
  }

  private record Step(int x, int y, int dx, int dy) {}

  DrawingReader(String drawing, Set<String> names) {
    this.lines = drawing.lines().toList();
    this.names = names;
    for (int y = 0; y < lines.size(); y++) {
      for (int x = 0; x < lines.get(y).length(); x++) {
        findBox(x, y);
      }
    }
  }

  private void findBox(int left, int top) {
    if (!is(left, top, "DOWN AND RIGHT")) {
      return;
    }
    int right = left + 1;
    while (has(right, top, "LEFT") && has(right, top, "RIGHT")) {
      right++;
    }
    int bottom = top + 1;
    while (has(left, bottom, "UP") && has(left, bottom, "DOWN")) {
      bottom++;
    }
    if (bottom < top + 2
        || !is(left, bottom, "UP AND RIGHT")
        || !is(right, bottom, "UP AND LEFT")) {
      return;
    }
    String inside = lines.get(top + 1).substring(left + 1, right).strip();
    if (names.contains(inside)) {
      boxes.add(new Box(inside, left, top, right, bottom));
    }
  }

  /** Returns for every box the boxes that its lines lead to. */
  Map<String, Set<String>> connections() {
    Map<String, Set<String>> connections = new TreeMap<>();
    for (Box box : boxes) {
      connections.put(box.name(), follow(box));
    }
    return connections;
  }

  private Set<String> follow(Box box) {
    Set<String> reached = new TreeSet<>();
    Deque<Step> open = new ArrayDeque<>();
    Set<Step> seen = new HashSet<>();
    for (int x = box.left(); x <= box.right(); x++) {
      if (has(x, box.bottom(), "DOWN")) {
        open.add(new Step(x, box.bottom() + 1, 0, 1));
      }
    }
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (seen.add(step)) {
        walk(step, open, reached);
      }
    }
    return reached;
  }

  private void walk(Step step, Deque<Step> open, Set<String> reached) {
    int x = step.x();
    int y = step.y();
    if (step.dy() == 1 && at(x, y) == '▼') {
      reached.add(boxBelow(x, y));
      return;
    }
    if (step.dy() == 1 && isText(x, y)) {
      open.add(new Step(x, y + 1, 0, 1));
      return;
    }
    String entered = step.dy() == 1 ? "UP" : step.dx() == 1 ? "LEFT" : "RIGHT";
    boolean bridge =
        step.dx() != 0
            && has(x, y, "UP")
            && has(x, y, "DOWN")
            && !has(x, y, "LEFT")
            && !has(x, y, "RIGHT");
    if (bridge) {
      open.add(new Step(x + step.dx(), y, step.dx(), 0));
      return;
    }
    if (!has(x, y, entered)) {
      throw new AssertionError("the line breaks off at column " + x + " of line " + y);
    }
    if (has(x, y, "DOWN")) {
      open.add(new Step(x, y + 1, 0, 1));
    }
    if (has(x, y, "LEFT") && step.dx() <= 0) {
      open.add(new Step(x - 1, y, -1, 0));
    }
    if (has(x, y, "RIGHT") && step.dx() >= 0) {
      open.add(new Step(x + 1, y, 1, 0));
    }
  }

  private String boxBelow(int x, int y) {
    for (Box box : boxes) {
      if (box.top() == y + 1 && box.left() < x && x < box.right()) {
        return box.name();
      }
    }
    throw new AssertionError("an arrow into nothing at column " + x + " of line " + y);
  }

  /** Returns every place beside or above a box where a line runs into it without an arrow. */
  List<String> touches() {
    List<String> touches = new ArrayList<>();
    for (Box box : boxes) {
      for (int y = box.top(); y <= box.bottom(); y++) {
        if (has(box.left() - 1, y, "RIGHT") || has(box.right() + 1, y, "LEFT")) {
          touches.add(box.name() + ", at its side");
        }
      }
      for (int x = box.left(); x <= box.right(); x++) {
        if (has(x, box.top() - 1, "DOWN")) {
          touches.add(box.name() + ", from above");
        }
        if (has(x, box.bottom() + 1, "UP") && !has(x, box.bottom(), "DOWN")) {
          touches.add(box.name() + ", from below");
        }
      }
    }
    return touches;
  }

  private char at(int x, int y) {
    boolean inside = y >= 0 && y < lines.size() && x >= 0 && x < lines.get(y).length();
    return inside ? lines.get(y).charAt(x) : ' ';
  }

  private boolean isText(int x, int y) {
    return at(x, y) > ' ' && at(x, y) < 127;
  }

  private boolean has(int x, int y, String arm) {
    String name = Character.getName(at(x, y));
    if (name == null || !name.startsWith("BOX DRAWINGS")) {
      return false;
    }
    boolean upright = arm.equals("UP") || arm.equals("DOWN");
    // The rule before the finally flows is drawn with four dashes and leads nowhere.
    return !name.contains("QUADRUPLE")
        && (name.contains(arm) || name.contains(upright ? "VERTICAL" : "HORIZONTAL"));
  }

  private boolean is(int x, int y, String corner) {
    String name = Character.getName(at(x, y));
    return name != null && name.matches("BOX DRAWINGS (LIGHT|HEAVY) " + corner);
  }
}
