package com.practice.jobflow.engine.graph;

import java.util.Arrays;

/** A growable list of integers. */
final class IntList {
  private int[] items;
  private int size;

  IntList(int expected) {
    this.items = new int[Math.max(expected, 8)];
  }

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size + (size >> 1));
    }
    items[size++] = item;
  }

  int get(int place) {
    return items[place];
  }

  int size() {
    return size;
  }

  /**
   * Returns the items, in the list's own array if that has no room to spare; the list's last use.
   */
  int[] toArray() {
    return size == items.length ? items : Arrays.copyOf(items, size);
  }
}
