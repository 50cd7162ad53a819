package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.engine.graph.FlowEdge;
import com.practice.jobflow.engine.graph.FlowGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a checked JobFlow into what is drawn of it. */
final class PictureReader {
  private final FlowGraph graph;
  private final FlowWeights weights;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, String> remarks = new HashMap<>();

  private PictureReader(FlowGraph graph, MappingValue root, FlowWeights weights) {
    this.graph = graph;
    this.weights = weights;
    graph.flows().forEach(flow -> positions.put(flow, positions.size()));
    MappingValue spec = root.mapping("spec");
    if (spec != null) {
      spec.items("flows").forEach(this::remark);
      spec.items("finally").forEach(this::remark);
    }
  }

  /**
   * Returns the picture.
   *
   * @param reduce whether to leave edges out that a longer path implies
   * @param highlight whether the longest path is to be pointed out
   */
  static FlowPicture read(
      String title,
      FlowGraph graph,
      MappingValue root,
      FlowWeights weights,
      boolean reduce,
      boolean highlight) {
    return new PictureReader(graph, root, weights).picture(title, reduce, highlight);
  }

  private void remark(Value item) {
    if (!(item instanceof MappingValue flow)) {
      return;
    }
    String name = flow.text("name");
    List<String> parts = new ArrayList<>();
    String when = flow.text("when");
    if (when != null && !when.equals("Always")) {
      parts.add("when " + when);
    }
    if ("true".equals(flow.text("allowFailure"))) {
      parts.add("may fail");
    }
    if (name != null) {
      remarks.put(name, String.join(", ", parts));
    }
  }

  private FlowPicture picture(String title, boolean reduce, boolean highlight) {
    List<String> longest = graph.criticalPath(weights::of);
    Set<String> critical = highlight ? new HashSet<>(longest) : Set.of();
    Map<String, String> next = new HashMap<>();
    for (int i = 0; highlight && i + 1 < longest.size(); i++) {
      next.put(longest.get(i), longest.get(i + 1));
    }
    Map<String, Integer> layers = new HashMap<>();
    int layer = 0;
    for (List<String> names : graph.layers()) {
      for (String name : names) {
        layers.put(name, layer);
      }
      layer++;
    }
    List<DrawnFlow> flows = new ArrayList<>();
    for (String name : graph.flows()) {
      flows.add(
          new DrawnFlow(
              name,
              layers.getOrDefault(name, 0),
              note(name),
              graph.isFinally(name),
              critical.contains(name)));
    }
    Set<FlowEdge> dropped = reduce ? new HashSet<>(graph.redundantEdges()) : Set.of();
    List<DrawnEdge> edges = new ArrayList<>();
    for (FlowEdge edge : graph.edges()) {
      if (!dropped.contains(edge)) {
        boolean heavy = edge.to().equals(next.get(edge.from()));
        edges.add(new DrawnEdge(position(edge.from()), position(edge.to()), edge.label(), heavy));
      }
    }
    return new FlowPicture(title, flows, edges, longest);
  }

  private int position(String flow) {
    return positions.getOrDefault(flow, -1);
  }

  private String note(String flow) {
    String remark = remarks.getOrDefault(flow, "");
    String duration = weights.text(flow);
    return remark.isEmpty() || duration.isEmpty() ? remark + duration : duration + ", " + remark;
  }
}
