package com.practice.jobflow.engine.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flow as somebody wrote it: nothing is checked until {@link FlowGraph#of} sees all of them.
 *
 * @param name the flow's name; {@code null} where the author gave none
 * @param dependencies names of which every one must have succeeded (or failed with allowFailure)
 * @param depends an expression instead of {@code dependencies}; {@code null} if not given
 * @param allowFailure whether a failure leaves the verdict alone and satisfies plain dependents
 * @param retry new attempts after a failed one
 * @param finallyWhen for a {@code finally} flow, when it runs; {@code null} for all others
 */
public record FlowDraft(
    @Nullable String name,
    List<String> dependencies,
    @Nullable String depends,
    boolean allowFailure,
    RetryPolicy retry,
    @Nullable When finallyWhen) {

  public FlowDraft {
    dependencies = List.copyOf(dependencies);
  }

  /** Returns a draft without dependencies or retries. */
  public static FlowDraft named(String name) {
    return new FlowDraft(name, List.of(), null, false, RetryPolicy.NONE, null);
  }

  /** Returns this draft with {@code dependencies} replaced. */
  public FlowDraft after(String... dependencies) {
    return new FlowDraft(name, List.of(dependencies), depends, allowFailure, retry, finallyWhen);
  }

  /**
   * Returns this draft with a {@code depends} expression such as {@code "a && (b.Failed || c)"}.
   */
  public FlowDraft depends(String expression) {
    return new FlowDraft(name, dependencies, expression, allowFailure, retry, finallyWhen);
  }

  /** Returns this draft with its failure tolerated. */
  public FlowDraft allowingFailure() {
    return new FlowDraft(name, dependencies, depends, true, retry, finallyWhen);
  }

  /** Returns this draft with retries. */
  public FlowDraft retrying(RetryPolicy retry) {
    return new FlowDraft(name, dependencies, depends, allowFailure, retry, finallyWhen);
  }

  /** Returns this draft as a {@code finally} flow. */
  public FlowDraft asFinally(When when) {
    return new FlowDraft(name, dependencies, depends, allowFailure, retry, when);
  }
}
