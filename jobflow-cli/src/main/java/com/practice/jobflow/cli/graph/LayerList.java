package com.practice.jobflow.cli.graph;

import java.util.ArrayList;
import java.util.List;

/** A picture as a list, layer by layer: for graphs that no drawing can show on a page. */
final class LayerList {
  private static final String ON_PATH = "*";

  private LayerList() {}

  /** Returns the list, wrapped at this width where names allow it. */
  static String of(FlowPicture picture, int width) {
    List<List<String>> after = new ArrayList<>();
    picture.flows().forEach(flow -> after.add(new ArrayList<>()));
    for (DrawnEdge edge : picture.edges()) {
      String name = picture.flows().get(edge.from()).name();
      after.get(edge.to()).add(edge.labelled() ? name + " (" + edge.label() + ")" : name);
    }
    List<List<Integer>> layers = new ArrayList<>();
    for (int layer = 0; layer < picture.depth(); layer++) {
      layers.add(new ArrayList<>());
    }
    for (int flow = 0; flow < picture.flows().size(); flow++) {
      layers.get(picture.flows().get(flow).layer()).add(flow);
    }
    String margin = " ".repeat(Integer.toString(picture.depth()).length());
    StringBuilder list = new StringBuilder();
    boolean inFinally = false;
    for (int layer = 0; layer < layers.size(); layer++) {
      String number = Integer.toString(layer + 1);
      String head = margin.substring(number.length()) + number;
      for (int flow : layers.get(layer)) {
        DrawnFlow drawn = picture.flows().get(flow);
        if (drawn.isFinally() && !inFinally) {
          list.append("finally\n");
          inFinally = true;
        }
        entry(list, head, drawn, after.get(flow), width);
        head = margin;
      }
    }
    return list.toString();
  }

  private static void entry(
      StringBuilder list, String head, DrawnFlow flow, List<String> after, int width) {
    StringBuilder line = new StringBuilder(head);
    line.append(' ').append(flow.critical() ? ON_PATH : " ").append(' ').append(flow.name());
    if (!flow.note().isEmpty()) {
      line.append(" (").append(flow.note()).append(')');
    }
    String indent = " ".repeat(head.length() + 7);
    for (int i = 0; i < after.size(); i++) {
      String word = (i == 0 ? " <- " : " ") + after.get(i) + (i + 1 < after.size() ? "," : "");
      if (line.length() + word.length() > width && line.length() > indent.length()) {
        list.append(line).append('\n');
        line.setLength(0);
        line.append(indent).append(word.strip());
      } else {
        line.append(word);
      }
    }
    list.append(line).append('\n');
  }
}
