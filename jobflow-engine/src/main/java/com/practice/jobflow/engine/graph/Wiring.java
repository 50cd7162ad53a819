package com.practice.jobflow.engine.graph;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Who waits for whom, in both directions, as compressed rows of integers. Built also for drafts
 * that turn out to be no graph, so it may contain cycles.
 */
final class Wiring {
  private final int size;
  private final int[] dependencyStart;
  private final int[] dependencies;
  private final int[] leafStart;
  private final int[] leafGates;
  private final byte[] leafMasks;
  private final int[] needs;
  private final int[] limits;
  private final int[] parents;
  private final int[] owners;

  private Wiring(Draft draft, int[] leafStart, int[] leafGates, byte[] leafMasks) {
    this.size = draft.size;
    this.dependencyStart = draft.dependencyStart;
    this.dependencies = draft.dependencies.toArray();
    this.leafStart = leafStart;
    this.leafGates = leafGates;
    this.leafMasks = leafMasks;
    this.needs = joined(draft.rootNeeds, draft.needs);
    this.limits = joined(draft.rootLimits, draft.limits);
    this.parents = draft.parents.toArray();
    this.owners = draft.owners.toArray();
  }

  private static int[] joined(int[] roots, IntList nested) {
    int[] tail = nested.toArray();
    if (tail.length == 0) {
      return roots;
    }
    int[] all = Arrays.copyOf(roots, roots.length + tail.length);
    System.arraycopy(tail, 0, all, roots.length, tail.length);
    return all;
  }

  int size() {
    return size;
  }

  int gates() {
    return needs.length;
  }

  int[] needs() {
    return needs.clone();
  }

  int[] limits() {
    return limits.clone();
  }

  int parent(int gate) {
    return parents[gate - size];
  }

  int owner(int gate) {
    return gate < size ? gate : owners[gate - size];
  }

  int firstLeaf(int flow) {
    return leafStart[flow];
  }

  int leafGate(int leaf) {
    return leafGates[leaf];
  }

  int leafMask(int leaf) {
    return leafMasks[leaf];
  }

  /** Returns the flow that a leaf makes wait. */
  int waiter(int leaf) {
    return owner(leafGates[leaf]);
  }

  int firstDependency(int flow) {
    return dependencyStart[flow];
  }

  int dependency(int place) {
    return dependencies[place];
  }

  int dependencyCount() {
    return dependencies.length;
  }

  /** Returns the first leaf on {@code awaited} that belongs to {@code waiter} or a later flow. */
  int seekLeaf(int awaited, int waiter) {
    int low = leafStart[awaited];
    int high = leafStart[awaited + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (waiter(middle) < waiter) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Returns the flows in an order that obeys the dependencies; shorter than all if there are
   * cycles.
   *
   * @param open the number of leaves that each flow waits for; used up
   */
  int[] order(int[] open) {
    int[] order = new int[size];
    int known = 0;
    for (int flow = 0; flow < size; flow++) {
      if (open[flow] == 0) {
        order[known++] = flow;
      }
    }
    for (int next = 0; next < known; next++) {
      int flow = order[next];
      for (int leaf = leafStart[flow]; leaf < leafStart[flow + 1]; leaf++) {
        int waiter = waiter(leaf);
        if (--open[waiter] == 0) {
          order[known++] = waiter;
        }
      }
    }
    return known == size ? order : Arrays.copyOf(order, known);
  }

  /**
   * Returns the number of flows on the longest chain of dependents from each flow, within its part.
   */
  int[] remaining(int[] order, int mainCount) {
    int[] remaining = new int[size];
    for (int place = order.length - 1; place >= 0; place--) {
      int flow = order[place];
      int longest = 0;
      for (int leaf = leafStart[flow]; leaf < leafStart[flow + 1]; leaf++) {
        int waiter = waiter(leaf);
        if (flow >= mainCount || waiter < mainCount) {
          longest = Math.max(longest, remaining[waiter]);
        }
      }
      remaining[flow] = longest + 1;
    }
    return remaining;
  }

  /** What is being wired, flow after flow in the order of declaration. */
  static final class Draft {
    /** Up to so many dependencies are compared one by one, more are looked up. */
    private static final int FEW = 8;

    private final int size;
    private final int[] dependencyStart;
    private final IntList dependencies;
    private final int[] rootNeeds;
    private final int[] rootLimits;
    private final IntList needs = new IntList(0);
    private final IntList limits = new IntList(0);
    private final IntList parents = new IntList(0);
    private final IntList owners = new IntList(0);
    private final IntList leafFlows;
    private final IntList leafGates;
    private final IntList leafMasks;
    private final int[] leafStart;
    private final int[] leafCounts;
    private final BitSet named = new BitSet();
    private int current = -1;

    Draft(int size, int expectedEdges) {
      this.size = size;
      this.dependencyStart = new int[size + 1];
      this.rootNeeds = new int[size];
      this.rootLimits = new int[size];
      this.leafStart = new int[size + 1];
      this.leafCounts = new int[size];
      this.dependencies = new IntList(expectedEdges);
      this.leafFlows = new IntList(expectedEdges);
      this.leafGates = new IntList(expectedEdges);
      this.leafMasks = new IntList(expectedEdges);
    }

    /** Begins the next flow; what follows belongs to it. */
    void next() {
      current++;
      dependencyStart[current] = dependencies.size();
      rootLimits[current] = 1;
      named.clear();
    }

    int current() {
      return current;
    }

    /** Enters an edge; returns whether it is the flow's first to this dependency. */
    boolean edge(int dependency) {
      int first = dependencyStart[current];
      int count = dependencies.size() - first;
      if (count < FEW) {
        for (int place = first; place < first + count; place++) {
          if (dependencies.get(place) == dependency) {
            return false;
          }
        }
      } else {
        if (count == FEW) {
          for (int place = first; place < first + count; place++) {
            named.set(dependencies.get(place));
          }
        }
        if (named.get(dependency)) {
          return false;
        }
        named.set(dependency);
      }
      dependencies.add(dependency);
      return true;
    }

    /** Makes the current flow's own gate one that needs {@code k} of {@code n} inputs. */
    void root(int k, int n) {
      rootNeeds[current] = k;
      rootLimits[current] = n - k + 1;
    }

    /** Returns a new gate of the current flow that needs {@code k} of {@code n} inputs. */
    int gate(int parent, int k, int n) {
      needs.add(k);
      limits.add(n - k + 1);
      parents.add(parent);
      owners.add(current);
      return size + needs.size() - 1;
    }

    void leaf(int awaited, int gate, int mask) {
      leafFlows.add(awaited);
      leafGates.add(gate);
      leafMasks.add(mask);
      leafStart[awaited + 1]++;
      leafCounts[current]++;
    }

    /** Returns the number of leaves that each flow waits for, not a copy. */
    int[] leafCounts() {
      return leafCounts;
    }

    /** Sorts the leaves by the flow that they ask for; stable, so each row is ordered by waiter. */
    Wiring finish() {
      dependencyStart[size] = dependencies.size();
      for (int flow = 0; flow < size; flow++) {
        leafStart[flow + 1] += leafStart[flow];
      }
      int[] gates = new int[leafFlows.size()];
      byte[] masks = new byte[leafFlows.size()];
      int[] free = Arrays.copyOf(leafStart, size);
      for (int leaf = 0; leaf < gates.length; leaf++) {
        int place = free[leafFlows.get(leaf)]++;
        gates[place] = leafGates.get(leaf);
        masks[place] = (byte) leafMasks.get(leaf);
      }
      return new Wiring(this, leafStart, gates, masks);
    }
  }
}
