package com.practice.jobflow.engine.benchmark;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The graphs that are measured. */
final class Drafts {
  private static final int ROOTS = 10;

  private Drafts() {}

  /**
   * Returns flows of which each, but for the first few, waits for {@code edges} random earlier
   * ones. Every name is a string of its own whose hash nobody has asked for yet, as after parsing a
   * file.
   */
  static List<FlowDraft> random(int flows, int edges) {
    Random random = new Random(1);
    List<FlowDraft> drafts = new ArrayList<>(flows);
    for (int flow = 0; flow < flows; flow++) {
      List<String> dependencies = new ArrayList<>(edges);
      for (int edge = 0; edge < edges && flow > ROOTS; edge++) {
        dependencies.add("flow-" + random.nextInt(flow));
      }
      drafts.add(new FlowDraft("flow-" + flow, dependencies, null, false, RetryPolicy.NONE, null));
    }
    return drafts;
  }

  /** Returns {@code hubs} flows, each awaited by {@code leaves} flows of its own. */
  static List<FlowDraft> hubs(int hubs, int leaves) {
    List<FlowDraft> drafts = new ArrayList<>(hubs * (leaves + 1));
    for (int hub = 0; hub < hubs; hub++) {
      drafts.add(FlowDraft.named("hub-" + hub));
    }
    for (int hub = 0; hub < hubs; hub++) {
      for (int leaf = 0; leaf < leaves; leaf++) {
        drafts.add(FlowDraft.named("leaf-" + hub + "-" + leaf).after("hub-" + hub));
      }
    }
    return drafts;
  }
}
