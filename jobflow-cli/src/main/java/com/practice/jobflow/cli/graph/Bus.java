package com.practice.jobflow.cli.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines between two neighbouring rows that are drawn as one: every top leads to every bottom, so
 * that the drawing is read without doubt by going down and sideways, never up.
 *
 * <p>Straight if there is one column; else a horizontal piece on track {@code upper}. Where that
 * would run into another bus, a second piece on track {@code lower}, joined to the first by column
 * {@code spine}.
 */
final class Bus {
  final int gap;
  final boolean dashed;
  final List<Slot.Port> tops = new ArrayList<>();
  final List<Slot.Port> bottoms = new ArrayList<>();
  int upper;
  int lower;
  int spine;
  boolean split;
  int net;

  Bus(int gap, boolean dashed) {
    this.gap = gap;
    this.dashed = dashed;
  }

  boolean straight() {
    return tops.size() == 1 && bottoms.size() == 1 && tops.get(0).column == bottoms.get(0).column;
  }
}
