package com.practice.jobflow.engine.plan;

import java.util.Arrays;

/** A growing first-in-first-out queue of flows. */
final class FlowQueue {
  private static final int[] NONE = {};

  private int[] flows = new int[16];
  private int first;
  private int end;

  void add(int flow) {
    if (end == flows.length) {
      flows = Arrays.copyOf(flows, 2 * end);
    }
    flows[end++] = flow;
  }

  boolean isEmpty() {
    return first == end;
  }

  /** Removes the first flow; once empty, the room is used again from its beginning. */
  int take() {
    int flow = flows[first++];
    if (first == end) {
      first = 0;
      end = 0;
    }
    return flow;
  }

  /** Removes all, and returns them in the order of declaration, none twice. */
  int[] drain() {
    if (isEmpty()) {
      return NONE;
    }
    int[] drained = Arrays.stream(flows, first, end).sorted().distinct().toArray();
    first = 0;
    end = 0;
    return drained;
  }
}
