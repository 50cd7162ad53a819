package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.graph.Slot.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the buses between two rows their tracks: no two of them share a piece of line, and few
 * cross.
 *
 * <p>Classic channel routing. A bus with a top in the column of another's bottom has to run above
 * it; where such wishes form a circle, one of the buses is split in two pieces joined in a free
 * column.
 */
final class BusRouter {
  /** Above this, crossings are as they come: looking for better orders is quadratic. */
  private static final int TIDY_LIMIT = 400;

  private static final int TIDY_PASSES = 10;

  private final List<Track> tracks = new ArrayList<>();
  private final Set<Integer> takenColumns = new HashSet<>();

  /** One horizontal piece, with the columns of its lines upwards and downwards. */
  private static final class Track {
    final Bus bus;
    final Set<Integer> ups;
    final Set<Integer> downs;
    final int from;
    final int to;
    int row;

    Track(Bus bus, Set<Integer> ups, Set<Integer> downs) {
      this.bus = bus;
      this.ups = ups;
      this.downs = downs;
      Set<Integer> all = new HashSet<>(ups);
      all.addAll(downs);
      this.from = all.stream().mapToInt(Integer::intValue).min().orElse(0);
      this.to = all.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    boolean touches(Track other) {
      return from <= other.to + 1 && other.from <= to + 1;
    }

    boolean spans(int column) {
      return from < column && column < to;
    }
  }

  private BusRouter() {}

  /** Routes the buses of one gap and returns how many tracks they need. */
  static int route(Collection<Bus> buses) {
    BusRouter router = new BusRouter();
    for (Bus bus : buses) {
      router.takenColumns.addAll(columns(bus.tops));
      router.takenColumns.addAll(columns(bus.bottoms));
    }
    for (Bus bus : buses) {
      if (!bus.straight()) {
        router.tracks.add(new Track(bus, columns(bus.tops), columns(bus.bottoms)));
      }
    }
    return router.assign();
  }

  private static Set<Integer> columns(List<Port> ports) {
    Set<Integer> columns = new HashSet<>();
    ports.forEach(port -> columns.add(port.column));
    return columns;
  }

  private int assign() {
    List<Track> order = order();
    tidy(order);
    int rows = 0;
    for (int i = 0; i < order.size(); i++) {
      Track track = order.get(i);
      for (int j = 0; j < i; j++) {
        Track above = order.get(j);
        if (above.touches(track) || mustBeAbove(above, track)) {
          track.row = Math.max(track.row, above.row + 1);
        }
      }
      rows = Math.max(rows, track.row + 1);
    }
    for (Track track : order) {
      boolean lowerPiece = track.bus.split && track.ups.equals(Set.of(track.bus.spine));
      if (!lowerPiece) {
        track.bus.upper = track.row;
      }
      if (lowerPiece || !track.bus.split) {
        track.bus.lower = track.row;
      }
    }
    return rows;
  }

  private static boolean mustBeAbove(Track above, Track below) {
    if (above.bus == below.bus) {
      return below.ups.equals(Set.of(above.bus.spine));
    }
    return meet(above.ups, below.downs);
  }

  private static boolean meet(Set<Integer> one, Set<Integer> other) {
    Set<Integer> small = one.size() < other.size() ? one : other;
    Set<Integer> large = small == one ? other : one;
    return small.stream().anyMatch(large::contains);
  }

  /**
   * Returns the tracks so that each comes after those that must be above it; splits where needed.
   */
  private List<Track> order() {
    List<Track> order = new ArrayList<>();
    List<Track> left = new ArrayList<>(tracks);
    while (!left.isEmpty()) {
      Track next = firstFree(left);
      if (next == null) {
        split(left);
      } else {
        left.remove(next);
        order.add(next);
      }
    }
    return order;
  }

  private static @Nullable Track firstFree(List<Track> left) {
    Map<Integer, Track> byUp = new HashMap<>();
    left.forEach(track -> track.ups.forEach(up -> byUp.put(up, track)));
    for (Track track : left) {
      boolean free = true;
      for (int down : track.downs) {
        Track other = byUp.get(down);
        free &= other == null || other == track || !mustBeAbove(other, track);
      }
      if (track.bus.split && free) {
        free = left.stream().noneMatch(other -> other != track && mustBeAbove(other, track));
      }
      if (free) {
        return track;
      }
    }
    return null;
  }

  /** Splits one bus of a circle of buses that wait for each other. */
  private void split(List<Track> left) {
    Set<Track> seen = new HashSet<>();
    Track track = left.get(0);
    while (seen.add(track)) {
      track = waitsFor(track, left);
    }
    while (track.bus.split) {
      track = waitsFor(track, left);
    }
    track.bus.split = true;
    track.bus.spine = freeColumn((track.from + track.to) / 2);
    left.set(left.indexOf(track), new Track(track.bus, track.ups, Set.of(track.bus.spine)));
    left.add(new Track(track.bus, Set.of(track.bus.spine), track.downs));
  }

  private static Track waitsFor(Track track, List<Track> left) {
    for (Track other : left) {
      if (other != track && mustBeAbove(other, track)) {
        return other;
      }
    }
    throw new IllegalStateException("a track that waits for none is free");
  }

  private int freeColumn(int wanted) {
    for (int distance = 0; ; distance++) {
      for (int column : new int[] {wanted - distance, wanted + distance}) {
        if (column >= 0 && takenColumns.add(column)) {
          return column;
        }
      }
    }
  }

  /** Moves each track to where it crosses least, as long as that helps. */
  private static void tidy(List<Track> order) {
    if (order.size() > TIDY_LIMIT) {
      return;
    }
    boolean better = true;
    for (int pass = 0; better && pass < TIDY_PASSES; pass++) {
      better = false;
      for (int at = 0; at < order.size(); at++) {
        int to = bestPlace(order, at);
        order.add(to, order.remove(at));
        better |= to != at;
      }
    }
  }

  private static int bestPlace(List<Track> order, int at) {
    Track track = order.get(at);
    int best = at;
    long least = 0;
    long gain = 0;
    for (int to = at - 1; to >= 0 && !mustBeAbove(order.get(to), track); to--) {
      gain += crossings(track, order.get(to)) - crossings(order.get(to), track);
      best = gain < least ? to : best;
      least = Math.min(least, gain);
    }
    gain = 0;
    for (int to = at + 1; to < order.size() && !mustBeAbove(track, order.get(to)); to++) {
      gain += crossings(order.get(to), track) - crossings(track, order.get(to));
      best = gain < least ? to : best;
      least = Math.min(least, gain);
    }
    return best;
  }

  private static long crossings(Track above, Track below) {
    return below.ups.stream().filter(above::spans).count()
        + above.downs.stream().filter(below::spans).count();
  }
}
