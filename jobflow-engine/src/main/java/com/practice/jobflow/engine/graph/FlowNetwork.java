package com.practice.jobflow.engine.graph;

import org.jspecify.annotations.Nullable;

/**
 * The compact form of a graph: numbers instead of names, arrays instead of objects.
 *
 * <p>For code that runs graphs of very many flows; {@link FlowGraph} answers the same questions by
 * name. Flows are numbered from 0 in the order of declaration, main flows before {@code finally}
 * flows.
 *
 * <p>What a flow waits for is a network of threshold gates, each "at least k of its n inputs". Gate
 * <i>i</i> is what flow <i>i</i> as a whole waits for; gates from {@link #size()} on are parts of a
 * {@code depends} expression and are an input of their {@link #parent}. All other inputs are
 * leaves: "the outcome of flow f is one of these". A plain list of dependencies is one gate n of n.
 * Because {@code !} stands only in the leaves, as the complement of their outcomes, a gate is
 * satisfied once k inputs are true, and impossible once more than n - k are false.
 *
 * <p>Immutable and thread-safe. Arguments out of range give an {@link IndexOutOfBoundsException} or
 * a meaningless answer; every answer takes constant time where nothing else is said.
 */
public final class FlowNetwork {
  /** The bit of Succeeded in a leaf's mask. */
  public static final int SUCCEEDED = 1;

  /** The bit of Failed in a leaf's mask. */
  public static final int FAILED = 2;

  /** The bit of Skipped in a leaf's mask. */
  public static final int SKIPPED = 4;

  /** The bit of Cancelled in a leaf's mask. */
  public static final int CANCELLED = 8;

  static final int ALLOWS_FAILURE = 1;
  static final int HANDLED = 2;
  static final int EXPRESSION = 4;

  private final String[] names;
  private final NameIndex index;
  private final int mainCount;
  private final byte[] traits;
  private final When @Nullable [] whens;
  private final RetryPolicy @Nullable [] retries;
  private final Wiring wiring;
  private final int[] order;
  private final int[] remaining;

  FlowNetwork(NetworkBuilder builder, Wiring wiring, int[] order) {
    this.names = builder.names();
    this.index = builder.index();
    this.mainCount = builder.mainCount();
    this.traits = builder.traits();
    this.whens = builder.whens();
    this.retries = builder.retries();
    this.wiring = wiring;
    this.order = order;
    this.remaining = wiring.remaining(order, mainCount);
  }

  /** Returns the number of flows. */
  public int size() {
    return names.length;
  }

  /** Returns the number of main flows; {@code finally} flows have the numbers from it on. */
  public int mainCount() {
    return mainCount;
  }

  /** Returns a flow's name. */
  public String name(int flow) {
    return names[flow];
  }

  /** Returns the number of the flow with this name, -1 if there is none. */
  public int find(String name) {
    return index.find(name);
  }

  /**
   * Returns the number of the flow with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public int number(String name) {
    int flow = index.find(name);
    if (flow < 0) {
      throw new IllegalArgumentException("the graph has no flow \"" + name + "\"");
    }
    return flow;
  }

  /** Returns whether the flow's failure leaves the verdict alone and satisfies plain dependents. */
  public boolean allowsFailure(int flow) {
    return (traits[flow] & ALLOWS_FAILURE) != 0;
  }

  /** Returns whether some main flow's {@code depends} asks for the flow's failure. */
  public boolean handlesFailure(int flow) {
    return (traits[flow] & HANDLED) != 0;
  }

  /** Returns whether the flow waits by a {@code depends} expression, not by a plain list. */
  public boolean hasExpression(int flow) {
    return (traits[flow] & EXPRESSION) != 0;
  }

  /** Returns when a {@code finally} flow runs; {@link When#ALWAYS} for a main flow. */
  public When when(int flow) {
    return whens == null ? When.ALWAYS : whens[flow];
  }

  /** Returns the flow's retries. */
  public RetryPolicy retry(int flow) {
    return retries == null ? RetryPolicy.NONE : retries[flow];
  }

  /**
   * Returns the number of flows on the longest chain of dependents that begins with this flow,
   * itself included; main and {@code finally} flows are counted apart.
   */
  public int remaining(int flow) {
    return remaining[flow];
  }

  /** Returns the number of gates; at least {@link #size()}. */
  public int gates() {
    return wiring.gates();
  }

  /** Returns a new array with, for each gate, how many inputs have to be true for it. */
  public int[] needs() {
    return wiring.needs();
  }

  /** Returns a new array with, for each gate, how many false inputs make it impossible. */
  public int[] limits() {
    return wiring.limits();
  }

  /** Returns the gate that a gate from {@link #size()} on is an input of. */
  public int parent(int gate) {
    return wiring.parent(gate);
  }

  /** Returns the flow whose waiting a gate is part of. */
  public int owner(int gate) {
    return wiring.owner(gate);
  }

  /**
   * Returns the number of the first leaf on this flow's outcome; its leaves are numbered from here
   * up to, not including, {@code firstLeaf(flow + 1)}, ordered by the flow that waits.
   */
  public int firstLeaf(int flow) {
    return wiring.firstLeaf(flow);
  }

  /**
   * Returns the first leaf on this flow's outcome that makes {@code waiter} or a later flow wait,
   * {@code firstLeaf(flow + 1)} if there is none. Logarithmic in the number of the flow's leaves.
   */
  public int firstLeaf(int flow, int waiter) {
    return wiring.seekLeaf(flow, waiter);
  }

  /** Returns the gate that a leaf is an input of. */
  public int leafGate(int leaf) {
    return wiring.leafGate(leaf);
  }

  /** Returns the outcomes that make a leaf true, as a mask. */
  public int leafMask(int leaf) {
    return wiring.leafMask(leaf);
  }

  /**
   * Returns the place of the flow's first dependency; its dependencies have the places from here up
   * to, not including, {@code firstDependency(flow + 1)}, in the order in which they were written,
   * none twice.
   */
  public int firstDependency(int flow) {
    return wiring.firstDependency(flow);
  }

  /** Returns the flow that is waited for at this place. */
  public int dependency(int place) {
    return wiring.dependency(place);
  }

  String[] names() {
    return names;
  }

  Wiring wiring() {
    return wiring;
  }

  int[] order() {
    return order;
  }
}
