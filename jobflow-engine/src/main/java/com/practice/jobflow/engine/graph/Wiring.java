package com.practice.jobflow.engine.graph;

import com.google.common.primitives.ImmutableIntArray;

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
    this.dependencies = draft.dependencies.build().toArray();
    this.leafStart = leafStart;
    this.leafGates = leafGates;
    this.leafMasks = leafMasks;
    this.needs = joined(draft.rootNeeds, draft.needs);
    this.limits = joined(draft.rootLimits, draft.limits);
    this.parents = draft.parents.build().toArray();
    this.owners = draft.owners.build().toArray();
  }

  private static int[] joined(int[] roots, ImmutableIntArray.Builder nested) {
    int[] tail = nested.build().toArray();
    if (tail.length == 0) {
      return roots;
    }
    int[] all = java.util.Arrays.copyOf(roots, roots.length + tail.length);
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
   */
  int[] order() {
    int[] open = new int[size];
    for (int leaf = 0; leaf < leafGates.length; leaf++) {
      open[waiter(leaf)]++;
    }
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
    return known == size ? order : java.util.Arrays.copyOf(order, known);
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
    private final int size;
    private final int[] dependencyStart;
    private final ImmutableIntArray.Builder dependencies;
    private final int[] rootNeeds;
    private final int[] rootLimits;
    private final ImmutableIntArray.Builder needs = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder limits = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder parents = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder owners = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder leafFlows;
    private final ImmutableIntArray.Builder leafInputs;
    private final int[] leafStart;
    private final int[] lastWaiter;
    private int dependencyCount;
    private int leafCount;
    private int nested;
    private int current = -1;

    Draft(int size, int expectedEdges) {
      this.size = size;
      this.dependencyStart = new int[size + 1];
      this.rootNeeds = new int[size];
      this.rootLimits = new int[size];
      this.leafStart = new int[size + 1];
      this.lastWaiter = new int[size];
      this.dependencies = ImmutableIntArray.builder(expectedEdges);
      this.leafFlows = ImmutableIntArray.builder(expectedEdges);
      this.leafInputs = ImmutableIntArray.builder(expectedEdges);
    }

    /** Begins the next flow; what follows belongs to it. */
    void next() {
      current++;
      dependencyStart[current] = dependencyCount;
      rootLimits[current] = 1;
    }

    int current() {
      return current;
    }

    /** Enters an edge; returns whether it is the flow's first to this dependency. */
    boolean edge(int dependency) {
      if (lastWaiter[dependency] == current + 1) {
        return false;
      }
      lastWaiter[dependency] = current + 1;
      dependencies.add(dependency);
      dependencyCount++;
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
      return size + nested++;
    }

    void leaf(int awaited, int gate, int mask) {
      leafFlows.add(awaited);
      // Gates number at most flows plus characters of expressions: four bits are free for the mask
      // only in theory, so both stand side by side.
      leafInputs.add(gate);
      leafInputs.add(mask);
      leafStart[awaited + 1]++;
      leafCount++;
    }

    /** Sorts the leaves by the flow that they ask for; stable, so each row is ordered by waiter. */
    Wiring finish() {
      dependencyStart[size] = dependencyCount;
      for (int flow = 0; flow < size; flow++) {
        leafStart[flow + 1] += leafStart[flow];
      }
      ImmutableIntArray flows = leafFlows.build();
      ImmutableIntArray inputs = leafInputs.build();
      int[] gates = new int[leafCount];
      byte[] masks = new byte[leafCount];
      int[] free = java.util.Arrays.copyOf(leafStart, size);
      for (int leaf = 0; leaf < leafCount; leaf++) {
        int place = free[flows.get(leaf)]++;
        gates[place] = inputs.get(2 * leaf);
        masks[place] = (byte) inputs.get(2 * leaf + 1);
      }
      return new Wiring(this, leafStart, gates, masks);
    }
  }
}
