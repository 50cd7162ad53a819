package com.practice.jobflow.cli.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pictures for tests. */
final class Pictures {
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final List<DrawnEdge> edges = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int firstFinally = Integer.MAX_VALUE;

  private Pictures() {}

  static Pictures picture() {
    return new Pictures();
  }

  /** Adds a flow that waits for others; {@code "a:Failed"} is an edge with a label. */
  Pictures flow(String name, String... after) {
    positions.put(name, positions.size());
    notes.add("");
    for (String dependency : after) {
      String[] parts = dependency.split(":", 2);
      edges.add(
          new DrawnEdge(
              positions.get(parts[0]),
              positions.get(name),
              parts.length > 1 ? parts[1] : "",
              false));
    }
    return this;
  }

  Pictures note(String note) {
    notes.set(notes.size() - 1, note);
    return this;
  }

  /** From here on flows are finally flows. */
  Pictures thenFinally() {
    firstFinally = positions.size();
    return this;
  }

  FlowPicture done(String... criticalPath) {
    List<String> critical = List.of(criticalPath);
    int[] layer = new int[positions.size()];
    int below = 0;
    for (int flow = 0; flow < layer.length; flow++) {
      if (flow == firstFinally) {
        below = Arrays.stream(layer).max().orElse(-1) + 1;
      }
      layer[flow] = Math.max(layer[flow], below);
      for (DrawnEdge edge : edges) {
        if (edge.to() == flow) {
          layer[flow] = Math.max(layer[flow], layer[edge.from()] + 1);
        }
      }
    }
    List<String> names = List.copyOf(positions.keySet());
    List<DrawnFlow> flows = new ArrayList<>();
    for (int i = 0; i < layer.length; i++) {
      String name = names.get(i);
      flows.add(
          new DrawnFlow(name, layer[i], notes.get(i), i >= firstFinally, critical.contains(name)));
    }
    List<DrawnEdge> drawn = new ArrayList<>();
    for (DrawnEdge edge : edges) {
      int at = critical.indexOf(names.get(edge.from()));
      boolean heavy =
          at >= 0 && at + 1 < critical.size() && critical.get(at + 1).equals(names.get(edge.to()));
      drawn.add(new DrawnEdge(edge.from(), edge.to(), edge.label(), heavy));
    }
    return new FlowPicture("test", flows, drawn, critical);
  }

  static FlowPicture example() {
    return picture()
        .flow("job1")
        .flow("job4")
        .flow("job2", "job1")
        .flow("job3", "job1", "job2")
        .flow("job5", "job4", "job2")
        .done("job1", "job2", "job3");
  }

  static FlowPicture conditions() {
    return picture()
        .flow("extract")
        .flow("seed")
        .flow("clean", "extract", "seed")
        .flow("repair", "clean:Failed")
        .flow("load", "clean", "repair:Finished")
        .flow("report", "load")
        .thenFinally()
        .flow("notify", "load:Failed")
        .note("when Failed")
        .flow("cleanup")
        .done();
  }

  static FlowPicture random(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(14);
    double density = random.nextDouble() * 0.5;
    Pictures picture = picture();
    int finallyAt = random.nextInt(3) == 0 ? 1 + random.nextInt(size) : size;
    for (int flow = 0; flow < size; flow++) {
      if (flow == finallyAt) {
        picture.thenFinally();
      }
      List<String> after = new ArrayList<>();
      for (int other = 0; other < flow; other++) {
        boolean reachesMain = other < finallyAt || flow >= finallyAt;
        if (reachesMain && random.nextDouble() < density) {
          String label =
              random.nextInt(5) == 0 ? ":" + (random.nextBoolean() ? "Failed" : "Finished") : "";
          after.add("f" + other + label);
        }
      }
      picture.flow("f" + flow, after.toArray(String[]::new));
    }
    return picture.done();
  }
}
