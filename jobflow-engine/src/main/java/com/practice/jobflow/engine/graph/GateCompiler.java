package com.practice.jobflow.engine.graph;

import com.practice.jobflow.engine.graph.DependsExpression.Not;
import com.practice.jobflow.engine.graph.DependsExpression.Reference;
import com.practice.jobflow.engine.graph.DependsExpression.Threshold;
import java.util.function.ToIntFunction;

/**
 * Wires an expression into the network, with {@code !} pushed to the leaves: "not at least k of n"
 * is "at least n - k + 1 of the n negated". As deep as brackets nest, which the parser bounds.
 */
final class GateCompiler {
  private static final int ROOT = -1;

  private final Wiring.Draft wiring;
  private final ToIntFunction<String> resolve;
  private final byte[] traits;
  private final boolean main;

  /**
   * Creates a compiler for the wiring's current flow.
   *
   * @param resolve the number of a name, negative for one that is to be left out
   */
  GateCompiler(Wiring.Draft wiring, ToIntFunction<String> resolve, byte[] traits, boolean main) {
    this.wiring = wiring;
    this.resolve = resolve;
    this.traits = traits;
    this.main = main;
  }

  void compile(DependsExpression expression) {
    wire(expression, ROOT, false);
  }

  private void wire(DependsExpression expression, int parent, boolean negated) {
    expression.match(
        new DependsExpression.Cases<Void>() {
          @Override
          public Void reference(Reference reference) {
            if (parent == ROOT) {
              wiring.root(1, 1);
            }
            leaf(reference, parent == ROOT ? wiring.current() : parent, negated);
            return null;
          }

          @Override
          public Void not(Not not) {
            wire(not.item(), parent, !negated);
            return null;
          }

          @Override
          public Void threshold(Threshold threshold) {
            int n = threshold.items().size();
            int k = negated ? n - threshold.k() + 1 : threshold.k();
            int gate = wiring.current();
            if (parent == ROOT) {
              wiring.root(k, n);
            } else {
              gate = wiring.gate(parent, k, n);
            }
            for (DependsExpression item : threshold.items()) {
              wire(item, gate, negated);
            }
            return null;
          }
        });
  }

  private void leaf(Reference reference, int gate, boolean negated) {
    int awaited = resolve.applyAsInt(reference.flow());
    if (awaited < 0) {
      return;
    }
    int mask = negated ? Outcomes.negated(reference.mask()) : reference.mask();
    if (main && Outcomes.handlesFailure(mask)) {
      traits[awaited] |= FlowNetwork.HANDLED;
    }
    wiring.edge(awaited);
    wiring.leaf(awaited, gate, mask);
  }
}
