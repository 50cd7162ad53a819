package com.practice.jobflow.engine.graph;

import java.util.List;

/** A parsed {@code depends} expression; {@code &&} and {@code ||} are thresholds too. */
sealed interface DependsExpression {

  /** Calls the one case that fits. */
  <R> R match(Cases<R> cases);

  /** One function per kind of expression. */
  interface Cases<R> {
    R reference(Reference reference);

    R not(Not not);

    R threshold(Threshold threshold);
  }

  /** An outcome of a flow: true if its outcome is in {@code mask}. */
  record Reference(String flow, int mask) implements DependsExpression {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.reference(this);
    }
  }

  /** True if {@code item} is false. */
  record Not(DependsExpression item) implements DependsExpression {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.not(this);
    }
  }

  /** True if at least {@code k} of the items are. */
  record Threshold(int k, List<DependsExpression> items) implements DependsExpression {
    public Threshold {
      items = List.copyOf(items);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.threshold(this);
    }
  }
}
