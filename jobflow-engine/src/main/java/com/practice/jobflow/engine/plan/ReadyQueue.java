package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowNetwork;
import java.util.Arrays;

/**
 * Ready flows, longest remaining path first, ties by declaration: a binary heap of longs that hold
 * both, the path counted down from above.
 */
final class ReadyQueue {
  private final FlowNetwork network;
  private long[] heap = new long[16];
  private int size;

  ReadyQueue(FlowNetwork network) {
    this.network = network;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void add(int flow) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    long entry = ((long) (Integer.MAX_VALUE - network.remaining(flow)) << 32) | flow;
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (heap[parent] <= entry) {
        break;
      }
      heap[place] = heap[parent];
      place = parent;
    }
    heap[place] = entry;
  }

  /** Removes the first {@code count} flows, at most all, and returns them in order. */
  int[] take(int count) {
    int[] taken = new int[Math.min(count, size)];
    if (taken.length == size) {
      Arrays.sort(heap, 0, size);
      for (int place = 0; place < taken.length; place++) {
        taken[place] = (int) heap[place];
      }
      size = 0;
      return taken;
    }
    for (int place = 0; place < taken.length; place++) {
      taken[place] = (int) heap[0];
      removeFirst();
    }
    return taken;
  }

  private void removeFirst() {
    long moved = heap[--size];
    int place = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= moved) {
        break;
      }
      heap[place] = heap[child];
      place = child;
      child = 2 * place + 1;
    }
    heap[place] = moved;
  }
}
