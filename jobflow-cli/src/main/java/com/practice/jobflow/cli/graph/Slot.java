package com.practice.jobflow.cli.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a row of the grid: a flow's box, an edge's label, or one column kept free for a line
 * that passes.
 *
 * <p>Widths that the placement sees are odd, so that every middle is a column.
 */
final class Slot {
  /** The flow's position in the picture, or -1. */
  final int flow;

  /** What is written in the place: nothing where a line only passes. */
  final String text;

  final int row;
  final List<Port> ins = new ArrayList<>();
  final List<Port> outs = new ArrayList<>();

  /** Leftmost column. */
  int x;

  private final int textWidth;

  private Slot(int flow, String text, int row, int textWidth) {
    this.flow = flow;
    this.text = text;
    this.row = row;
    this.textWidth = textWidth;
  }

  static Slot box(int flow, DrawnFlow drawn, int row) {
    int text = Math.max(drawn.name().length(), drawn.note().length());
    return new Slot(flow, drawn.name(), row, text + 4);
  }

  static Slot label(String text, int row) {
    return new Slot(-1, text, row, text.length());
  }

  static Slot bend(int row) {
    return new Slot(-1, "", row, 1);
  }

  boolean isBox() {
    return flow >= 0;
  }

  boolean isLabel() {
    return flow < 0 && !text.isEmpty();
  }

  /** Returns the width that is drawn. */
  int width() {
    if (!isBox()) {
      return textWidth;
    }
    int ports = Math.max(ins.size(), outs.size());
    int width = Math.max(textWidth, 2 * ports + 1);
    boolean lastPortOnBorder = width % 2 == 0 && width / 2 + ports - 1 > width - 2;
    return lastPortOnBorder ? width + 1 : width;
  }

  /** Returns the width that is kept free. */
  int placedWidth() {
    return width() | 1;
  }

  /** Returns the distance of two ports on one side. */
  int pitch(List<Port> ports) {
    return 4 * (ports.size() - 1) + 1 <= width() - 4 ? 4 : 2;
  }

  /** Gives every port its column, in the order of the lists. */
  void settlePorts() {
    settle(ins);
    settle(outs);
  }

  private void settle(List<Port> ports) {
    int pitch = pitch(ports);
    int first = x + placedWidth() / 2 - pitch * (ports.size() - 1) / 2;
    for (int i = 0; i < ports.size(); i++) {
      ports.get(i).column = first + i * pitch;
    }
  }

  /** Where a line leaves or reaches a slot. */
  static final class Port {
    final Slot slot;
    int column;

    Port(Slot slot) {
      this.slot = slot;
    }
  }
}
