package com.practice.jobflow.engine.graph;

import java.util.BitSet;

/**
 * Finds the plain edges that longer plain paths imply.
 *
 * <p>Takes 64 flows at a time, in topological order, and carries one bit for each along the edges
 * as far as their dependents reach: memory stays linear where a matrix of all reachability would
 * take size squared bits.
 */
final class Reduction {
  private static final int BLOCK = Long.SIZE;

  private final FlowNetwork network;
  private final Wiring wiring;
  private final int[] order;
  private final int[] places;
  private final long[] reached;
  private final BitSet redundant = new BitSet();

  Reduction(FlowNetwork network) {
    this.network = network;
    this.wiring = network.wiring();
    this.order = network.order();
    this.places = new Paths(network).places();
    this.reached = new long[network.size()];
  }

  /** Returns the places of redundant edges among all dependencies. */
  BitSet redundantPlaces() {
    for (int first = 0; first < order.length; first += BLOCK) {
      int end = Math.min(order.length, first + BLOCK);
      int reach = lastPlaceToVisit(first, end);
      for (int place = first; place <= reach; place++) {
        visit(order[place], first, end);
      }
    }
    return redundant;
  }

  /** Returns the last place to which a flow of the block has a plain edge beside another one. */
  private int lastPlaceToVisit(int first, int end) {
    int last = -1;
    for (int place = first; place < end; place++) {
      int flow = order[place];
      int plain = 0;
      int farthest = -1;
      for (int leaf = wiring.firstLeaf(flow); leaf < wiring.firstLeaf(flow + 1); leaf++) {
        int waiter = wiring.waiter(leaf);
        if (!network.hasExpression(waiter)) {
          plain++;
          farthest = Math.max(farthest, places[waiter]);
        }
      }
      if (plain > 1) {
        last = Math.max(last, farthest);
      }
    }
    return last;
  }

  private void visit(int flow, int first, int end) {
    int place = places[flow];
    long own = place >= first && place < end ? 1L << (place - first) : 0;
    long direct = 0;
    long through = 0;
    if (!network.hasExpression(flow)) {
      for (int edge = wiring.firstDependency(flow);
          edge < wiring.firstDependency(flow + 1);
          edge++) {
        int awaited = wiring.dependency(edge);
        int from = places[awaited];
        if (from >= first) {
          long self = from < end ? 1L << (from - first) : 0;
          direct |= self;
          through |= reached[awaited] & ~self;
        }
      }
      if ((direct & through) != 0) {
        mark(flow, direct & through, first, end);
      }
    }
    reached[flow] = own | direct | through;
  }

  private void mark(int flow, long implied, int first, int end) {
    for (int edge = wiring.firstDependency(flow); edge < wiring.firstDependency(flow + 1); edge++) {
      int from = places[wiring.dependency(edge)];
      if (from >= first && from < end && (implied & (1L << (from - first))) != 0) {
        redundant.set(edge);
      }
    }
  }
}
