package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import java.util.stream.IntStream;

/** The JobFlows that every fault meets. */
enum Shape {
  CHAIN_3("chain-3", 7) {
    @Override
    JobFlows jobFlow() {
      return JobFlows.named(NAME).flow("a").flowAfter("b", "a").flowAfter("c", "b");
    }
  },
  DIAMOND("diamond", 8) {
    @Override
    JobFlows jobFlow() {
      return JobFlows.named(NAME)
          .flow("a")
          .flowAfter("b", "a")
          .flowAfter("c", "a")
          .flowAfter("d", "b", "c");
    }
  },
  FAN_OUT_20("fan-out-20", 24) {
    @Override
    JobFlows jobFlow() {
      JobFlows fan = JobFlows.named(NAME).flow("root");
      IntStream.range(0, 20).forEach(leaf -> fan.flowAfter("leaf" + leaf, "root"));
      return fan;
    }
  },
  /** A retry, a failure that another flow handles, a finally flow, and a time to live. */
  REPAIR("repair", 11) {
    @Override
    JobFlows jobFlow() {
      return JobFlows.named(NAME)
          .flow(FAILING, "retry: {limit: 1, backoffSeconds: 1}")
          .flow("mend", "depends: " + FAILING + ".Failed")
          .rawFlow(
              "kept",
              "jobTemplate: {ttlSecondsAfterFinished: 3600, backoffLimit: 0, template: {spec:"
                  + " {containers: [{name: main, image: busybox, command: [\"true\"]}]}}}")
          .finallyFlow("clean");
    }
  };

  /** The flow whose pods always fail. */
  static final String FAILING = "failing";

  /** What each of them is called, in a namespace of its own. */
  static final String NAME = "f";

  private final String title;
  private final int leastWrites;

  Shape(String title, int leastWrites) {
    this.title = title;
    this.leastWrites = leastWrites;
  }

  abstract JobFlows jobFlow();

  /** Returns the writes that no run can do without. */
  int leastWrites() {
    return leastWrites;
  }

  JobFlow build() {
    return jobFlow().build();
  }

  @Override
  public String toString() {
    return title;
  }
}
