package com.practice.jobflow.cli.graph;

/**
 * One box of a picture.
 *
 * @param layer how many flows stand above it on the longest path, from 0
 * @param note a second line in the box, such as {@code when Failed}; empty for none
 */
record DrawnFlow(String name, int layer, String note, boolean isFinally, boolean critical) {}
