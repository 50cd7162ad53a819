package com.practice.jobflow.cli.graph;

/** The part of an edge's way that lies between two neighbouring rows. */
record Hop(Bus bus, Slot.Port top, Slot.Port bottom) {}
