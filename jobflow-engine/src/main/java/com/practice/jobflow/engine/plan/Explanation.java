package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says why a flow waits or will never run. */
final class Explanation {
  private static final int MOST_NAMED = 3;

  private final FlowNetwork network;
  private final FlowTable table;

  Explanation(FlowNetwork network, FlowTable table) {
    this.network = network;
    this.table = table;
  }

  /** Returns the dependencies without an outcome of which one can still matter to the flow. */
  List<String> waitingFor(int flow, Gates gates) {
    List<String> names = new ArrayList<>();
    int end = network.firstDependency(flow + 1);
    for (int place = network.firstDependency(flow); place < end; place++) {
      int awaited = network.dependency(place);
      if (!table.phase(awaited).isOutcome() && hasOpenLeaf(awaited, flow, gates)) {
        names.add(network.name(awaited));
      }
    }
    return List.copyOf(names);
  }

  private boolean hasOpenLeaf(int awaited, int waiter, Gates gates) {
    if (!network.hasExpression(waiter)) {
      return true;
    }
    int end = network.firstLeaf(awaited, waiter + 1);
    for (int leaf = network.firstLeaf(awaited, waiter); leaf < end; leaf++) {
      if (gates.isOpen(leaf)) {
        return true;
      }
    }
    return false;
  }

  /** Names the outcomes that made the flow's dependencies impossible, such as {@code a Failed}. */
  String impossible(int flow) {
    StringBuilder text = new StringBuilder();
    int named = 0;
    int end = network.firstDependency(flow + 1);
    for (int place = network.firstDependency(flow); place < end; place++) {
      int awaited = network.dependency(place);
      if (table.phase(awaited).isOutcome() && isFalse(awaited, flow)) {
        named++;
        if (named <= MOST_NAMED) {
          text.append(named == 1 ? "" : ", ");
          text.append(network.name(awaited)).append(' ').append(word(table.phase(awaited)));
        }
      }
    }
    return named > MOST_NAMED ? text + " and " + (named - MOST_NAMED) + " more" : text.toString();
  }

  private boolean isFalse(int awaited, int waiter) {
    int outcome = Gates.bit(table.phase(awaited));
    if (!network.hasExpression(waiter)) {
      return outcome != FlowNetwork.SUCCEEDED
          && !(outcome == FlowNetwork.FAILED && network.allowsFailure(awaited));
    }
    int end = network.firstLeaf(awaited, waiter + 1);
    for (int leaf = network.firstLeaf(awaited, waiter); leaf < end; leaf++) {
      if ((network.leafMask(leaf) & outcome) == 0) {
        return true;
      }
    }
    return false;
  }

  static String word(Enum<?> phase) {
    String name = phase.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
