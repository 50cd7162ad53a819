package com.practice.jobflow.engine.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds a flow's number by its name: open addressing over one array.
 *
 * <p>A {@code HashMap<String, Integer>} would cost five times the heap. Each entry holds the name's
 * hash beside the number, so that a probe touches the name itself only when it is most likely the
 * right one.
 */
final class NameIndex {
  static final int ABSENT = -1;

  private static final long FREE = -1L;

  private final @Nullable String[] names;
  private final long[] entries;
  private final int mask;

  /** Creates an index without entries over names that it does not copy. */
  NameIndex(@Nullable String[] names) {
    this.names = names;
    int capacity = Integer.highestOneBit(Math.max(4, names.length + names.length / 2)) << 1;
    this.entries = new long[capacity];
    this.mask = capacity - 1;
    Arrays.fill(entries, FREE);
  }

  /** Enters {@code names[number]}; returns the number that has this name already, else ABSENT. */
  int enter(int number, String name) {
    int hash = spread(name);
    int slot = hash & mask;
    while (entries[slot] != FREE) {
      int other = numberOf(entries[slot]);
      if (hashOf(entries[slot]) == hash && name.equals(names[other])) {
        return other;
      }
      slot = (slot + 1) & mask;
    }
    entries[slot] = ((long) number << 32) | (hash & 0xffff_ffffL);
    return ABSENT;
  }

  int find(String name) {
    int hash = spread(name);
    int slot = hash & mask;
    while (entries[slot] != FREE) {
      int number = numberOf(entries[slot]);
      if (hashOf(entries[slot]) == hash && name.equals(names[number])) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    return ABSENT;
  }

  /**
   * Finds many names. Of very many flows, every look at a table, a name or its characters misses
   * the processor's caches; in steps of many looks that do not wait for each other, the misses
   * overlap.
   *
   * @param numbers takes the number of each name, ABSENT for one that is not there
   */
  void findAll(String[] wanted, int count, int[] numbers) {
    for (int place = 0; place < count; place++) {
      int hash = spread(wanted[place]);
      long entry = entries[hash & mask];
      numbers[place] = entry != FREE && hashOf(entry) == hash ? numberOf(entry) : ABSENT;
    }
    @Nullable String[] candidates = new @Nullable String[count];
    for (int place = 0; place < count; place++) {
      int number = numbers[place];
      candidates[place] = number < 0 ? null : names[number];
    }
    for (int place = 0; place < count; place++) {
      if (!wanted[place].equals(candidates[place])) {
        numbers[place] = find(wanted[place]);
      }
    }
  }

  private static int numberOf(long entry) {
    return (int) (entry >>> 32);
  }

  private static int hashOf(long entry) {
    return (int) entry;
  }

  /** String hashes of numbered names differ in their low bits only; this spreads them. */
  private static int spread(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
