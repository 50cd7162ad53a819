package com.practice.jobflow.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;

/**
 * Names one shortest cycle in each knot (strongly connected component) of flows that no topological
 * order reaches.
 *
 * <p>Within a knot, a breadth-first search from each flow finds the shortest cycle through it; then
 * the flow and all that is on no cycle without it are taken out. A knot in which that takes too
 * long gets the shortest cycle found so far.
 */
final class CycleFinder {
  private static final int OUTSIDE = -1;
  private static final long STEP_BUDGET = 100_000_000;

  private final Wiring wiring;
  private final int[] knots;
  private final int[] parents;
  private final int[] visits;
  private final int[] queue;
  private int visit;
  private long steps;

  CycleFinder(Wiring wiring, int[] order) {
    this.wiring = wiring;
    this.knots = new int[wiring.size()];
    this.parents = new int[wiring.size()];
    this.visits = new int[wiring.size()];
    this.queue = new int[wiring.size()];
    for (int flow : order) {
      knots[flow] = OUTSIDE;
    }
  }

  /**
   * Returns each cycle as flows of which each waits for the one before, the first-declared first.
   */
  List<int[]> shortestCycles() {
    NetworkView<Integer, Long> leftover =
        new NetworkView<>(wiring, new NumberNaming(), flow -> knots[flow] != OUTSIDE);
    List<Set<Integer>> components =
        new KosarajuStrongConnectivityInspector<>(leftover).stronglyConnectedSets();
    Arrays.fill(knots, OUTSIDE);
    List<int[]> members = new ArrayList<>();
    for (Set<Integer> component : components) {
      if (component.size() > 1) {
        int[] flows = component.stream().mapToInt(Integer::intValue).sorted().toArray();
        for (int flow : flows) {
          knots[flow] = flows[0];
        }
        members.add(flows);
      }
    }
    members.sort(Comparator.comparingInt(flows -> flows[0]));
    return members.stream().map(this::shortestCycle).toList();
  }

  private int[] shortestCycle(int[] members) {
    steps = 0;
    int[] best = new int[0];
    for (int flow : members) {
      if (knots[flow] == OUTSIDE) {
        continue;
      }
      int limit = best.length == 0 ? Integer.MAX_VALUE : best.length - 1;
      int[] cycle = cycleThrough(flow, limit);
      if (cycle.length > 0) {
        best = cycle;
      }
      if (best.length == 2 || steps > STEP_BUDGET) {
        break;
      }
      takeOut(flow);
    }
    return firstDeclaredFirst(best);
  }

  /**
   * Returns a shortest cycle through the flow of at most {@code limit} flows, empty if there is
   * none.
   */
  private int[] cycleThrough(int start, int limit) {
    visit++;
    visits[start] = visit;
    queue[0] = start;
    int known = 1;
    int length = 1;
    int endOfLevel = 1;
    for (int next = 0; next < known && length <= limit; next++) {
      int flow = queue[next];
      for (int leaf = wiring.firstLeaf(flow); leaf < wiring.firstLeaf(flow + 1); leaf++) {
        steps++;
        int waiter = wiring.waiter(leaf);
        if (waiter == start) {
          return path(start, flow, length);
        }
        if (knots[waiter] == knots[start] && visits[waiter] != visit) {
          visits[waiter] = visit;
          parents[waiter] = flow;
          queue[known++] = waiter;
        }
      }
      if (next + 1 == endOfLevel) {
        length++;
        endOfLevel = known;
      }
    }
    return new int[0];
  }

  private int[] path(int start, int last, int length) {
    int[] path = new int[length];
    int flow = last;
    for (int place = length - 1; place > 0; place--) {
      path[place] = flow;
      flow = parents[flow];
    }
    path[0] = start;
    return path;
  }

  /** Takes a flow out of its knot, and with it all that then has no way in any more. */
  private void takeOut(int flow) {
    int knot = knots[flow];
    queue[0] = flow;
    knots[flow] = OUTSIDE;
    int known = 1;
    for (int next = 0; next < known; next++) {
      int out = queue[next];
      for (int leaf = wiring.firstLeaf(out); leaf < wiring.firstLeaf(out + 1); leaf++) {
        int waiter = wiring.waiter(leaf);
        if (knots[waiter] == knot && !hasWayIn(waiter, knot)) {
          knots[waiter] = OUTSIDE;
          queue[known++] = waiter;
        }
      }
    }
  }

  private boolean hasWayIn(int flow, int knot) {
    for (int place = wiring.firstDependency(flow);
        place < wiring.firstDependency(flow + 1);
        place++) {
      steps++;
      if (knots[wiring.dependency(place)] == knot) {
        return true;
      }
    }
    return false;
  }

  private static int[] firstDeclaredFirst(int[] cycle) {
    int first = 0;
    for (int place = 1; place < cycle.length; place++) {
      if (cycle[place] < cycle[first]) {
        first = place;
      }
    }
    int[] turned = new int[cycle.length];
    for (int place = 0; place < cycle.length; place++) {
      turned[place] = cycle[(first + place) % cycle.length];
    }
    return turned;
  }

  /** Vertices are flows' numbers, an edge is both its ends in one long. */
  private static final class NumberNaming implements NetworkView.Naming<Integer, Long> {
    @Override
    public Integer vertex(int flow) {
      return flow;
    }

    @Override
    public int number(Integer vertex) {
      return vertex;
    }

    @Override
    public Long edge(int from, int to) {
      return ((long) from << 32) | to;
    }

    @Override
    public int from(Long edge) {
      return (int) (edge >>> 32);
    }

    @Override
    public int to(Long edge) {
      return edge.intValue();
    }
  }
}
