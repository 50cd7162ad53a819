package com.practice.jobflow.cli.manifest;

import org.jspecify.annotations.Nullable;

/**
 * One value of a document with its place; aliases and merge keys are already expanded.
 *
 * <p>Immutable once its document is read. A value that an alias names is one object in two places
 * of the tree, and its place is where it is written.
 */
public sealed interface Value permits MappingValue, SequenceValue, ScalarValue {
  /** Returns the line of its first character, counted from 1. */
  int line();

  /** Returns the column of its first character, counted from 1. */
  int column();

  /** Returns it as maps, lists, strings, numbers, booleans and null. */
  @Nullable Object plain();

  /** Returns how many values it holds, itself included, aliases counted at each use. */
  long weight();
}
