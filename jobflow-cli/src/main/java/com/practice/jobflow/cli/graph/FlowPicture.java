package com.practice.jobflow.cli.graph;

import java.util.List;

/** What there is to draw of one JobFlow, whatever the form of the drawing. */
record FlowPicture(
    String title, List<DrawnFlow> flows, List<DrawnEdge> edges, List<String> longestPath) {

  FlowPicture {
    flows = List.copyOf(flows);
    edges = List.copyOf(edges);
    longestPath = List.copyOf(longestPath);
  }

  int depth() {
    return flows.stream().mapToInt(DrawnFlow::layer).max().orElse(-1) + 1;
  }

  int width() {
    int[] inLayer = new int[depth()];
    int widest = 0;
    for (DrawnFlow flow : flows) {
      inLayer[flow.layer()]++;
      widest = Math.max(widest, inLayer[flow.layer()]);
    }
    return widest;
  }
}
