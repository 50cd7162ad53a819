package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.graph.Slot.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The rows of one connected picture: who stands in which row, and which lines run between two
 * neighbouring rows.
 *
 * <p>A line that skips rows gets a place in each of them. Lines with the same ends become one: all
 * flows that are awaited by exactly the same flows share a bus, which keeps fans and stages narrow.
 */
final class SlotRows {
  final List<List<Slot>> rows = new ArrayList<>();
  final List<Bus> buses = new ArrayList<>();

  /** For each edge of the picture its way, or an empty list if the edge is not in these rows. */
  final List<List<Hop>> ways = new ArrayList<>();

  private final FlowPicture picture;
  private final List<Integer> members;
  private final int[] rowOf;

  /** One line on its way down. */
  private record Carrier(
      Slot slot, Port out, String label, TreeSet<Integer> targets, List<Integer> edges) {}

  private SlotRows(FlowPicture picture, List<Integer> members) {
    this.picture = picture;
    this.members = members;
    this.rowOf = new int[picture.flows().size()];
    for (int i = 0; i < picture.edges().size(); i++) {
      ways.add(new ArrayList<>());
    }
  }

  /** Returns the rows of these flows, which must be closed under edges. */
  static SlotRows of(FlowPicture picture, List<Integer> members) {
    SlotRows rows = new SlotRows(picture, members);
    rows.placeBoxes();
    rows.drawLines();
    return rows;
  }

  private void placeBoxes() {
    int depth = picture.depth();
    boolean[] used = new boolean[depth];
    boolean[] labelled = new boolean[depth];
    boolean[] member = new boolean[picture.flows().size()];
    for (int flow : members) {
      used[picture.flows().get(flow).layer()] = true;
      member[flow] = true;
    }
    for (DrawnEdge edge : picture.edges()) {
      labelled[picture.flows().get(edge.from()).layer()] |= member[edge.from()] && edge.labelled();
    }
    int[] rowOfLayer = new int[depth];
    for (int layer = 0; layer < depth; layer++) {
      rowOfLayer[layer] = rows.size();
      if (used[layer]) {
        rows.add(new ArrayList<>());
      }
      if (labelled[layer]) {
        rows.add(new ArrayList<>());
      }
    }
    for (int flow : members) {
      DrawnFlow drawn = picture.flows().get(flow);
      rowOf[flow] = rowOfLayer[drawn.layer()];
      rows.get(rowOf[flow]).add(Slot.box(flow, drawn, rowOf[flow]));
    }
  }

  private void drawLines() {
    Map<Integer, Map<String, List<Integer>>> edgesBySource = new LinkedHashMap<>();
    for (int i = 0; i < picture.edges().size(); i++) {
      DrawnEdge edge = picture.edges().get(i);
      edgesBySource
          .computeIfAbsent(edge.from(), from -> new LinkedHashMap<>())
          .computeIfAbsent(edge.label(), label -> new ArrayList<>())
          .add(i);
    }
    List<Carrier> carriers = List.of();
    for (int row = 0; row < rows.size(); row++) {
      List<Carrier> leaving = new ArrayList<>(carriers);
      for (Slot slot : rows.get(row)) {
        if (slot.isBox()) {
          edgesBySource
              .getOrDefault(slot.flow, Map.of())
              .forEach((label, edges) -> leaving.add(carrier(slot, label, edges)));
        }
      }
      carriers = row + 1 < rows.size() ? down(leaving, row) : List.of();
    }
  }

  private Carrier carrier(Slot slot, String label, List<Integer> edges) {
    TreeSet<Integer> targets = new TreeSet<>();
    edges.forEach(edge -> targets.add(picture.edges().get(edge).to()));
    Port out = new Port(slot);
    slot.outs.add(out);
    return new Carrier(slot, out, label, targets, edges);
  }

  private List<Carrier> down(List<Carrier> leaving, int row) {
    Map<Object, List<Carrier>> bundles = new LinkedHashMap<>();
    for (Carrier carrier : leaving) {
      Object key = carrier.label().isEmpty() ? carrier.targets() : carrier;
      bundles.computeIfAbsent(key, same -> new ArrayList<>()).add(carrier);
    }
    List<Carrier> arriving = new ArrayList<>();
    for (List<Carrier> bundle : bundles.values()) {
      arriving.addAll(bus(bundle, row));
    }
    return arriving;
  }

  /** Draws one bus, and returns what has to go on from the next row: nothing or one line. */
  private List<Carrier> bus(List<Carrier> bundle, int row) {
    Carrier first = bundle.get(0);
    Bus bus = new Bus(row, !first.label().isEmpty());
    buses.add(bus);
    Map<Integer, Port> ports = new LinkedHashMap<>();
    TreeSet<Integer> deeper = new TreeSet<>();
    for (int target : first.targets()) {
      if (rowOf[target] == row + 1) {
        ports.put(target, arrival(target, bus));
      } else {
        deeper.add(target);
      }
    }
    List<Integer> goingOn = new ArrayList<>();
    Port onward = deeper.isEmpty() ? null : onward(first, row + 1, bus);
    for (Carrier carrier : bundle) {
      bus.tops.add(carrier.out());
      for (int edge : carrier.edges()) {
        Port bottom = ports.get(picture.edges().get(edge).to());
        if (bottom == null && onward != null) {
          goingOn.add(edge);
          bottom = onward;
        }
        if (bottom != null) {
          ways.get(edge).add(new Hop(bus, carrier.out(), bottom));
        }
      }
    }
    if (onward == null) {
      return List.of();
    }
    Port out = new Port(onward.slot);
    onward.slot.outs.add(out);
    return List.of(new Carrier(onward.slot, out, first.label(), deeper, goingOn));
  }

  private Port arrival(int target, Bus bus) {
    for (Slot slot : rows.get(rowOf[target])) {
      if (slot.flow == target) {
        return entrance(slot, bus);
      }
    }
    throw new IllegalStateException("no box for flow " + target);
  }

  private Port onward(Carrier first, int row, Bus bus) {
    boolean leavesItsBox = first.slot().isBox() && !first.label().isEmpty();
    Slot slot = leavesItsBox ? Slot.label(first.label(), row) : Slot.bend(row);
    rows.get(row).add(slot);
    return entrance(slot, bus);
  }

  private static Port entrance(Slot slot, Bus bus) {
    Port port = new Port(slot);
    slot.ins.add(port);
    bus.bottoms.add(port);
    return port;
  }
}
