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

/** Turns checked JobFlows into what is drawn of them. */
final class PictureReader {
  private final FlowWeights weights;
  private final boolean reduce;
  private final boolean highlight;

  /**
   * Creates a reader.
   *
   * @param reduce whether to leave edges out that a longer path implies
   * @param highlight whether the longest path is to be pointed out
   */
  PictureReader(FlowWeights weights, boolean reduce, boolean highlight) {
    this.weights = weights;
    this.reduce = reduce;
    this.highlight = highlight;
  }

  private static Map<String, String> remarks(MappingValue root) {
    Map<String, String> remarks = new HashMap<>();
    MappingValue spec = root.mapping("spec");
    if (spec != null) {
      spec.items("flows").forEach(flow -> remark(flow, remarks));
      spec.items("finally").forEach(flow -> remark(flow, remarks));
    }
    return remarks;
  }

  private static void remark(Value item, Map<String, String> remarks) {
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

  FlowPicture picture(String title, FlowGraph graph, MappingValue root) {
    List<String> longest = graph.criticalPath(weights::of);
    Map<String, String> next = new HashMap<>();
    for (int i = 0; i + 1 < longest.size(); i++) {
      next.put(longest.get(i), longest.get(i + 1));
    }
    Set<String> critical = highlight ? new HashSet<>(longest) : Set.of();
    Map<String, String> remarks = remarks(root);
    Map<String, Integer> layers = layers(graph);
    Map<String, Integer> positions = new HashMap<>();
    List<DrawnFlow> flows = new ArrayList<>();
    for (String name : graph.flows()) {
      positions.put(name, positions.size());
      String note = note(name, remarks.getOrDefault(name, ""));
      int layer = layers.getOrDefault(name, 0);
      flows.add(new DrawnFlow(name, layer, note, graph.isFinally(name), critical.contains(name)));
    }
    Set<FlowEdge> dropped = reduce ? new HashSet<>(graph.redundantEdges()) : Set.of();
    List<DrawnEdge> edges = new ArrayList<>();
    for (FlowEdge edge : graph.edges()) {
      if (!dropped.contains(edge)) {
        int from = positions.getOrDefault(edge.from(), -1);
        int to = positions.getOrDefault(edge.to(), -1);
        boolean heavy = highlight && edge.to().equals(next.get(edge.from()));
        edges.add(new DrawnEdge(from, to, edge.label(), heavy));
      }
    }
    return new FlowPicture(title, flows, edges, longest);
  }

  private static Map<String, Integer> layers(FlowGraph graph) {
    Map<String, Integer> layers = new HashMap<>();
    int layer = 0;
    for (List<String> names : graph.layers()) {
      for (String name : names) {
        layers.put(name, layer);
      }
      layer++;
    }
    return layers;
  }

  private String note(String flow, String remark) {
    String duration = weights.text(flow);
    return remark.isEmpty() || duration.isEmpty() ? remark + duration : duration + ", " + remark;
  }
}
