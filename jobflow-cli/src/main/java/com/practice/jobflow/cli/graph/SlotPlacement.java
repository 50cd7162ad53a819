package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.graph.Slot.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortAlignment;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Orders the slots of every row for few crossings and gives each its column, by ELK's layered
 * layout.
 *
 * <p>ELK thinks in fractions; all widths and distances here are whole, so rounding its answer keeps
 * them, and all widths are odd, so what ELK made straight stays straight.
 */
final class SlotPlacement {
  /** Beyond these the layout takes minutes. */
  private static final int MOST_SLOTS = 20_000;

  /** Slots so far apart need no narrow placement. */
  static final int ROOMY = 3;

  private static final int MOST_BUSES_OF_SIMPLEX = 500;

  private static final int MOST_IN_ROW = 1_500;

  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<Port, ElkPort> ports = new HashMap<>();

  private SlotPlacement() {}

  /**
   * Gives every slot and every port in it a column, the leftmost 0, at least {@code space} apart.
   */
  static void place(SlotRows rows, int space) {
    if (rows.rows.stream().allMatch(row -> row.size() <= 1)) {
      stack(rows);
    } else {
      refuseTooMany(rows);
      new SlotPlacement().layOut(rows, space);
    }
  }

  private static void refuseTooMany(SlotRows rows) {
    int all = rows.rows.stream().mapToInt(List::size).sum();
    int widest = rows.rows.stream().mapToInt(List::size).max().orElse(0);
    if (all > MOST_SLOTS || widest > MOST_IN_ROW) {
      throw new DrawingException(
          "one picture of this would have "
              + all
              + " boxes and bends, up to "
              + widest
              + " of them side by side, which nobody can read: try --reduce, or -o text, which lists"
              + " them, or -o dot for tools that show a part");
    }
  }

  /** One slot per row needs no library, which loads slowly. */
  private static void stack(SlotRows rows) {
    int widest = 0;
    for (List<Slot> row : rows.rows) {
      widest = Math.max(widest, row.isEmpty() ? 0 : row.get(0).placedWidth());
    }
    for (List<Slot> row : rows.rows) {
      for (Slot slot : row) {
        slot.x = (widest - slot.placedWidth()) / 2;
        slot.settlePorts();
      }
    }
  }

  private void layOut(SlotRows rows, int space) {
    LayoutMetaDataService.getInstance();
    configure(rows, space);
    List<Slot> slots = new ArrayList<>();
    Map<Slot, ElkNode> nodes = new HashMap<>();
    for (List<Slot> row : rows.rows) {
      double x = 0;
      for (Slot slot : row) {
        ElkNode node = node(slot);
        node.setX(x);
        x += slot.placedWidth() + space;
        nodes.put(slot, node);
        slots.add(slot);
      }
    }
    rows.buses.forEach(this::connect);
    new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
    int left = Integer.MAX_VALUE;
    for (Slot slot : slots) {
      ElkNode node = nodes.get(slot);
      slot.x = (int) Math.floor(node == null ? 0 : node.getX() + 0.5);
      left = Math.min(left, slot.x);
    }
    for (Slot slot : slots) {
      slot.x -= left;
      slot.ins.sort(Comparator.comparingDouble(this::position));
      slot.outs.sort(Comparator.comparingDouble(this::position));
      slot.settlePorts();
    }
    for (List<Slot> row : rows.rows) {
      row.sort(Comparator.comparingInt(slot -> slot.x));
    }
  }

  private double position(Port port) {
    ElkPort placed = ports.get(port);
    return placed == null ? 0 : placed.getX();
  }

  private void configure(SlotRows rows, int space) {
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    root.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
    root.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.INTERACTIVE);
    root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
    // The one puts a flow in the middle of its neighbours, the other takes less room.
    boolean roomy = space >= ROOMY || rows.buses.size() > MOST_BUSES_OF_SIMPLEX;
    root.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY,
        roomy ? NodePlacementStrategy.BRANDES_KOEPF : NodePlacementStrategy.NETWORK_SIMPLEX);
    root.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
    root.setProperty(CoreOptions.SPACING_NODE_NODE, (double) space);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE, (double) space);
    root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, (double) space);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 4.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 1.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 1.0);
  }

  private ElkNode node(Slot slot) {
    ElkNode node = ElkGraphUtil.createNode(root);
    node.setDimensions(slot.placedWidth(), 1);
    node.setY(slot.row * 10.0);
    node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_SIDE);
    node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.noneOf(SizeConstraint.class));
    node.setProperty(CoreOptions.PORT_ALIGNMENT_DEFAULT, PortAlignment.CENTER);
    int pitch = Math.max(slot.pitch(slot.ins), slot.pitch(slot.outs));
    node.setProperty(CoreOptions.SPACING_PORT_PORT, pitch - 1.0);
    slot.ins.forEach(port -> port(node, port, PortSide.NORTH));
    slot.outs.forEach(port -> port(node, port, PortSide.SOUTH));
    return node;
  }

  private void port(ElkNode node, Port port, PortSide side) {
    ElkPort placed = ElkGraphUtil.createPort(node);
    placed.setDimensions(1, 1);
    placed.setProperty(CoreOptions.PORT_SIDE, side);
    ports.put(port, placed);
  }

  /** Few enough edges that a stage of 100 by 100 flows stays small, enough to hold it together. */
  private void connect(Bus bus) {
    boolean all = (long) bus.tops.size() * bus.bottoms.size() <= 64;
    for (int i = 0; i < bus.tops.size(); i++) {
      for (int j = 0; j < bus.bottoms.size(); j++) {
        if (all || i == 0 || j == 0) {
          ElkGraphUtil.createSimpleEdge(ports.get(bus.tops.get(i)), ports.get(bus.bottoms.get(j)));
        }
      }
    }
  }
}
