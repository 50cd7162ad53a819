package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import java.util.stream.IntStream;

/** The JobFlows that every fault meets. */
enum Shape {
  CHAIN_3("chain-3", 3) {
    @Override
    JobFlows jobFlow() {
      return JobFlows.named(NAME).flow("a").flowAfter("b", "a").flowAfter("c", "b");
    }
  },
  DIAMOND("diamond", 3) {
    @Override
    JobFlows jobFlow() {
      return JobFlows.named(NAME)
          .flow("a")
          .flowAfter("b", "a")
          .flowAfter("c", "a")
          .flowAfter("d", "b", "c");
    }
  },
  FAN_OUT_20("fan-out-20", 2) {
    @Override
    JobFlows jobFlow() {
      JobFlows fan = JobFlows.named(NAME).flow("root");
      IntStream.range(0, 20).forEach(leaf -> fan.flowAfter("leaf" + leaf, "root"));
      return fan;
    }
  };

  /** What each of them is called, in a namespace of its own. */
  static final String NAME = "f";

  private final String title;
  private final int layers;

  Shape(String title, int layers) {
    this.title = title;
    this.layers = layers;
  }

  abstract JobFlows jobFlow();

  /** Returns the writes that no run can do without: a create each, a record each layer, the end. */
  int leastWrites() {
    return build().getSpec().flows().size() + layers + 1;
  }

  JobFlow build() {
    return jobFlow().build();
  }

  @Override
  public String toString() {
    return title;
  }
}
