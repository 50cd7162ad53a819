package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.graph.FlowNetwork;

/** The network's gates while outcomes come in: how many more true or false inputs decide each. */
final class Gates {
  static final int UNDECIDED = -1;

  private final FlowNetwork network;
  private final int[] needs;
  private final int[] limits;

  Gates(FlowNetwork network) {
    this.network = network;
    this.needs = network.needs();
    this.limits = network.limits();
  }

  static int bit(FlowPhase outcome) {
    return switch (outcome) {
      case SUCCEEDED -> FlowNetwork.SUCCEEDED;
      case FAILED -> FlowNetwork.FAILED;
      case SKIPPED -> FlowNetwork.SKIPPED;
      case CANCELLED -> FlowNetwork.CANCELLED;
      default -> throw new IllegalArgumentException(outcome + " is no outcome");
    };
  }

  boolean isSatisfied(int gate) {
    return needs[gate] <= 0;
  }

  boolean isImpossible(int gate) {
    return limits[gate] <= 0;
  }

  /**
   * Enters one leaf's truth; returns the flow whose waiting this very input has decided, else
   * UNDECIDED. A counter passes zero once only, and only one of a gate's two can.
   */
  int enter(int leaf, int outcome) {
    int gate = network.leafGate(leaf);
    int[] counters = (network.leafMask(leaf) & outcome) != 0 ? needs : limits;
    while (--counters[gate] == 0) {
      if (gate < network.size()) {
        return gate;
      }
      gate = network.parent(gate);
    }
    return UNDECIDED;
  }

  /** Returns whether a leaf can still matter: no gate from it up to its flow is decided. */
  boolean isOpen(int leaf) {
    int gate = network.leafGate(leaf);
    while (!isSatisfied(gate) && !isImpossible(gate)) {
      if (gate < network.size()) {
        return true;
      }
      gate = network.parent(gate);
    }
    return false;
  }
}
