package com.practice.jobflow.cli.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A picture in the languages of other tools. */
final class Notation {
  private Notation() {}

  /** Returns a {@code digraph} for Graphviz. */
  static String dot(FlowPicture picture) {
    StringBuilder dot = new StringBuilder();
    dot.append("digraph ").append(quoted(picture.title())).append(" {\n");
    dot.append("  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n");
    dot.append("  edge [fontname=\"Helvetica\", fontsize=11];\n");
    for (DrawnFlow flow : picture.flows()) {
      if (!flow.isFinally()) {
        dot.append("  ").append(dotNode(flow));
      }
    }
    if (picture.flows().stream().anyMatch(DrawnFlow::isFinally)) {
      dot.append("  subgraph cluster_finally {\n    label=\"finally\"; style=dashed;\n");
      for (DrawnFlow flow : picture.flows()) {
        if (flow.isFinally()) {
          dot.append("    ").append(dotNode(flow));
        }
      }
      dot.append("  }\n");
    }
    for (DrawnEdge edge : picture.edges()) {
      dot.append("  ").append(quoted(name(picture, edge.from())));
      dot.append(" -> ").append(quoted(name(picture, edge.to())));
      String attributes = edge.labelled() ? "label=" + quoted(edge.label()) + ", style=dashed" : "";
      if (edge.critical()) {
        attributes += (attributes.isEmpty() ? "" : ", ") + "color=\"#c2410c\", penwidth=2";
      }
      dot.append(attributes.isEmpty() ? "" : " [" + attributes + "]").append(";\n");
    }
    return dot.append("}\n").toString();
  }

  private static String dotNode(DrawnFlow flow) {
    String attributes =
        flow.note().isEmpty() ? "" : "label=" + quoted(flow.name() + "\n" + flow.note());
    if (flow.critical()) {
      attributes += (attributes.isEmpty() ? "" : ", ") + "color=\"#c2410c\", penwidth=2";
    }
    return quoted(flow.name()) + (attributes.isEmpty() ? "" : " [" + attributes + "]") + ";\n";
  }

  private static String name(FlowPicture picture, int flow) {
    return picture.flows().get(flow).name();
  }

  /**
   * Returns a Mermaid flow chart; the ids are positions, since a name such as {@code end} is a
   * keyword.
   */
  static String mermaid(FlowPicture picture) {
    StringBuilder chart = new StringBuilder("flowchart TD\n");
    List<DrawnFlow> flows = picture.flows();
    boolean inFinally = false;
    for (int i = 0; i < flows.size(); i++) {
      DrawnFlow flow = flows.get(i);
      if (flow.isFinally() && !inFinally) {
        chart.append("  subgraph finally\n");
        inFinally = true;
      }
      String note = flow.note().isEmpty() ? "" : "<br/>" + mermaidText(flow.note());
      chart.append(inFinally ? "    " : "  ").append('f').append(i);
      chart.append("[\"").append(mermaidText(flow.name())).append(note).append("\"]\n");
    }
    chart.append(inFinally ? "  end\n" : "");
    StringBuilder criticalEdges = new StringBuilder();
    for (int i = 0; i < picture.edges().size(); i++) {
      DrawnEdge edge = picture.edges().get(i);
      chart.append("  f").append(edge.from()).append(edge.labelled() ? " -. \"" : " --> ");
      if (edge.labelled()) {
        chart.append(mermaidText(edge.label())).append("\" .-> ");
      }
      chart.append('f').append(edge.to()).append('\n');
      if (edge.critical()) {
        criticalEdges.append(criticalEdges.length() == 0 ? "" : ",").append(i);
      }
    }
    StringBuilder criticalFlows = new StringBuilder();
    for (int i = 0; i < flows.size(); i++) {
      if (flows.get(i).critical()) {
        criticalFlows.append(criticalFlows.length() == 0 ? "" : ",").append('f').append(i);
      }
    }
    if (criticalFlows.length() > 0) {
      chart.append("  classDef critical stroke:#c2410c,stroke-width:3px\n");
      chart.append("  class ").append(criticalFlows).append(" critical\n");
    }
    if (criticalEdges.length() > 0) {
      chart.append("  linkStyle ").append(criticalEdges);
      chart.append(" stroke:#c2410c,stroke-width:3px\n");
    }
    return chart.toString();
  }

  private static String mermaidText(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean plain = Character.isLetterOrDigit(character) || " -.,()".indexOf(character) >= 0;
      safe.append(plain ? Character.toString(character) : "#" + (int) character + ";");
    }
    return safe.toString();
  }

  /** Returns a JSON object of all pictures; its shape is promised in the command's help. */
  static String json(List<FlowPicture> pictures, FlowWeights weights) {
    return pictures.stream()
        .map(picture -> json(picture, weights))
        .collect(Collectors.joining(",\n", "{\n  \"jobFlows\": [\n", "\n  ]\n}\n"));
  }

  private static String json(FlowPicture picture, FlowWeights weights) {
    Set<String> path = new HashSet<>(picture.longestPath());
    Map<String, String> next = new HashMap<>();
    for (int i = 0; i + 1 < picture.longestPath().size(); i++) {
      next.put(picture.longestPath().get(i), picture.longestPath().get(i + 1));
    }
    StringBuilder json = new StringBuilder("    {\n");
    json.append("      \"name\": ").append(quoted(picture.title())).append(",\n");
    json.append("      \"depth\": ").append(picture.depth()).append(",\n");
    json.append("      \"width\": ").append(picture.width()).append(",\n");
    json.append("      \"flows\": [");
    String comma = "\n";
    for (DrawnFlow flow : picture.flows()) {
      json.append(comma).append("        {\"name\": ").append(quoted(flow.name()));
      json.append(", \"layer\": ").append(flow.layer() + 1);
      json.append(", \"finally\": ").append(flow.isFinally());
      json.append(", \"note\": ").append(quoted(flow.note()));
      json.append(", \"critical\": ").append(path.contains(flow.name()));
      if (weights.known()) {
        json.append(", \"seconds\": ").append(weights.of(flow.name()) / 1000.0);
      }
      json.append('}');
      comma = ",\n";
    }
    json.append("\n      ],\n      \"edges\": [");
    comma = "\n";
    for (DrawnEdge edge : picture.edges()) {
      String from = name(picture, edge.from());
      String to = name(picture, edge.to());
      json.append(comma).append("        {\"from\": ").append(quoted(from));
      json.append(", \"to\": ").append(quoted(to));
      json.append(", \"label\": ").append(quoted(edge.label()));
      json.append(", \"critical\": ").append(to.equals(next.get(from))).append('}');
      comma = ",\n";
    }
    json.append(picture.edges().isEmpty() ? "],\n" : "\n      ],\n");
    json.append("      \"criticalPath\": [");
    json.append(String.join(", ", picture.longestPath().stream().map(Notation::quoted).toList()));
    return json.append("]\n    }").toString();
  }

  /** Returns the text as both JSON and DOT write it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '"', '\\' -> quoted.append('\\').append(character);
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(character < ' ' ? ' ' : character);
      }
    }
    return quoted.append('"').toString();
  }
}
