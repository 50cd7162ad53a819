package com.practice.jobflow.engine.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;

/** Questions about the paths of a network; each walks its topological order, none recurses. */
final class Paths {
  private final FlowNetwork network;
  private final Wiring wiring;

  Paths(FlowNetwork network) {
    this.network = network;
    this.wiring = network.wiring();
  }

  /** Returns the topological order that is smallest by declaration, {@code finally} flows last. */
  int[] topologicalOrder() {
    int size = network.size();
    int[] open = new int[size];
    PriorityQueue<Integer> free = new PriorityQueue<>();
    for (int flow = 0; flow < size; flow++) {
      open[flow] = wiring.firstDependency(flow + 1) - wiring.firstDependency(flow);
      if (open[flow] == 0 && flow < network.mainCount()) {
        free.add(flow);
      }
    }
    int[] order = new int[size];
    int known = drain(free, open, order, 0);
    for (int flow = network.mainCount(); flow < size; flow++) {
      if (open[flow] == 0) {
        free.add(flow);
      }
    }
    drain(free, open, order, known);
    return order;
  }

  private int drain(PriorityQueue<Integer> free, int[] open, int[] order, int known) {
    int next = known;
    boolean main = known == 0;
    while (!free.isEmpty()) {
      int flow = free.remove();
      order[next++] = flow;
      int last = -1;
      for (int leaf = wiring.firstLeaf(flow); leaf < wiring.firstLeaf(flow + 1); leaf++) {
        int waiter = wiring.waiter(leaf);
        if (waiter != last) {
          last = waiter;
          if (--open[waiter] == 0 && (!main || waiter < network.mainCount())) {
            free.add(waiter);
          }
        }
      }
    }
    return next;
  }

  /** Returns the length of the longest path to each flow, counting {@code finally} after main. */
  List<List<String>> layers() {
    int[] depths = new int[network.size()];
    int main = 0;
    int all = 0;
    for (int part = 0; part < 2; part++) {
      for (int flow : network.order()) {
        if ((flow >= network.mainCount()) == (part == 1)) {
          int depth = part == 0 ? 0 : main;
          int end = wiring.firstDependency(flow + 1);
          for (int place = wiring.firstDependency(flow); place < end; place++) {
            depth = Math.max(depth, depths[wiring.dependency(place)] + 1);
          }
          depths[flow] = depth;
          all = Math.max(all, depth + 1);
        }
      }
      main = all;
    }
    List<List<String>> layers = new ArrayList<>();
    for (int depth = 0; depth < all; depth++) {
      layers.add(new ArrayList<>());
    }
    for (int flow = 0; flow < network.size(); flow++) {
      layers.get(depths[flow]).add(network.name(flow));
    }
    layers.replaceAll(List::copyOf);
    return List.copyOf(layers);
  }

  /**
   * Returns the heaviest path through the main flows, followed by that through the finally flows.
   */
  int[] critical(IntToLongFunction weight) {
    int size = network.size();
    long[] heaviest = new long[size];
    int[] before = new int[size];
    for (int flow : network.order()) {
      long own = weight.applyAsLong(flow);
      if (own < 0) {
        throw new IllegalArgumentException(
            "the weight of flow \"" + network.name(flow) + "\" is negative: " + own);
      }
      before[flow] = -1;
      int end = wiring.firstDependency(flow + 1);
      for (int place = wiring.firstDependency(flow); place < end; place++) {
        int awaited = wiring.dependency(place);
        if (samePart(flow, awaited) && isHeavier(heaviest, awaited, before[flow])) {
          before[flow] = awaited;
        }
      }
      heaviest[flow] = saturated(own, before[flow] < 0 ? 0 : heaviest[before[flow]]);
    }
    Deque<Integer> path = new ArrayDeque<>();
    trace(path, heaviest, before, network.mainCount(), size);
    trace(path, heaviest, before, 0, network.mainCount());
    return path.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void trace(Deque<Integer> path, long[] heaviest, int[] before, int from, int to) {
    int last = -1;
    for (int flow = from; flow < to; flow++) {
      if (last < 0 || heaviest[flow] > heaviest[last]) {
        last = flow;
      }
    }
    for (int flow = last; flow >= 0; flow = before[flow]) {
      path.addFirst(flow);
    }
  }

  private boolean samePart(int a, int b) {
    return (a < network.mainCount()) == (b < network.mainCount());
  }

  private static boolean isHeavier(long[] heaviest, int flow, int best) {
    return best < 0
        || heaviest[flow] > heaviest[best]
        || (heaviest[flow] == heaviest[best] && flow < best);
  }

  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  BitSet ancestors(int flow) {
    BitSet found = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(flow));
    while (!open.isEmpty()) {
      int next = open.remove();
      for (int place = wiring.firstDependency(next);
          place < wiring.firstDependency(next + 1);
          place++) {
        add(wiring.dependency(place), found, open);
      }
    }
    return found;
  }

  BitSet descendants(int flow) {
    BitSet found = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(flow));
    while (!open.isEmpty()) {
      int next = open.remove();
      for (int leaf = wiring.firstLeaf(next); leaf < wiring.firstLeaf(next + 1); leaf++) {
        add(wiring.waiter(leaf), found, open);
      }
    }
    return found;
  }

  private static void add(int flow, BitSet found, Deque<Integer> open) {
    if (!found.get(flow)) {
      found.set(flow);
      open.add(flow);
    }
  }

  /** Returns the place of each flow in the topological order. */
  int[] places() {
    int[] places = new int[network.size()];
    Arrays.fill(places, -1);
    for (int place = 0; place < places.length; place++) {
      places[network.order()[place]] = place;
    }
    return places;
  }
}
