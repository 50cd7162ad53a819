package com.practice.jobflow.cli.graph;

import java.util.List;

/**
 * A finished layout in whole columns and rows, the common ground of all drawings.
 *
 * @param ruleAt the row that sets the {@code finally} flows apart, or -1
 * @param routes one for each edge of the picture, in its order
 */
record Grid(
    int width, int height, int ruleAt, List<Box> boxes, List<Label> labels, List<Route> routes) {

  /** Where a flow stands; the border belongs to it. */
  record Box(int flow, int x, int y, int width, int height) {}

  /** Where an edge's label stands, one row high. */
  record Label(String text, int x, int y, boolean critical) {}

  /** An edge from its source's lower border to the row above its target's upper border. */
  record Route(int edge, boolean dashed, List<Stretch> stretches) {}

  /**
   * A piece of an edge between two rows of boxes.
   *
   * @param net lines of one net may join; lines of different nets only ever cross
   * @param intoLabel whether it ends at the edge's label, behind which the next one begins
   */
  record Stretch(int net, boolean intoLabel, List<Point> points) {}

  /** A cell. */
  record Point(int x, int y) {}
}
