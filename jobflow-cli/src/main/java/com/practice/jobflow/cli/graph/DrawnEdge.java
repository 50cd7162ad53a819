package com.practice.jobflow.cli.graph;

/**
 * One line of a picture, between positions in its list of flows.
 *
 * @param label what the waiting flow asks for; empty for plain success
 */
record DrawnEdge(int from, int to, String label, boolean critical) {

  boolean labelled() {
    return !label.isEmpty();
  }
}
