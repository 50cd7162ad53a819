package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.engine.plan.FlowPhase;

/** Colours, or none. */
final class Style {
  private static final int[] FLOW_COLOURS = {36, 35, 34, 33, 32, 96, 95, 94, 93, 92};

  private final boolean colour;

  Style(boolean colour) {
    this.colour = colour;
  }

  /** Makes a container's line fit to be shown beside these colours. */
  String output(String line) {
    return OutputLine.of(line, colour);
  }

  String phase(FlowPhase phase, String text) {
    return switch (phase) {
      case SUCCEEDED -> paint(32, text);
      case FAILED -> paint(31, text);
      case RUNNING, STARTING -> paint(36, text);
      case RETRYING -> paint(33, text);
      case WAITING, READY, SKIPPED, CANCELLED -> paint(2, text);
    };
  }

  /** Paints a flow's name, always in the same colour. */
  String flow(String flow, String text) {
    return paint(FLOW_COLOURS[Math.floorMod(flow.hashCode(), FLOW_COLOURS.length)], text);
  }

  String bold(String text) {
    return paint(1, text);
  }

  String faint(String text) {
    return paint(2, text);
  }

  String bad(String text) {
    return paint(31, text);
  }

  private String paint(int code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
