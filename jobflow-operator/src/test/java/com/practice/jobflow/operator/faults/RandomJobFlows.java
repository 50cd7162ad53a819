package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.JobFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** JobFlows of every shape that small ones can have; the name of a flow says how its pods end. */
final class RandomJobFlows {
  private static final int MOST_FLOWS = 8;

  private final RandomGenerator random;
  private int count;

  RandomJobFlows(RandomGenerator random) {
    this.random = random;
  }

  /** Lets pods end as the names of their flows say. */
  static void teach(SimulatedKubelet kubelet) {
    for (int i = 0; i < MOST_FLOWS; i++) {
      kubelet.fail("bad" + i, Integer.MAX_VALUE);
      kubelet.fail("flaky" + i, 50);
    }
  }

  JobFlow next() {
    JobFlows jobFlow = JobFlows.named("soak-" + ++count);
    List<String> before = new ArrayList<>();
    int flows = 1 + random.nextInt(MOST_FLOWS);
    for (int i = 0; i < flows; i++) {
      List<String> fields = new ArrayList<>();
      List<String> dependencies = before.stream().filter(flow -> random.nextInt(3) == 0).toList();
      fields.add("dependencies: [" + String.join(", ", dependencies) + "]");
      if (random.nextInt(4) == 0) {
        fields.add("allowFailure: true");
      }
      String name = kind() + i;
      if (name.startsWith("flaky")) {
        fields.add("retry: {limit: 2, backoffSeconds: 1}");
      }
      jobFlow.flow(name, fields.toArray(String[]::new));
      before.add(name);
    }
    if (random.nextInt(4) == 0) {
      jobFlow.finallyFlow("clean", "when: " + oneOf("Always", "Failed", "Succeeded"));
    }
    jobFlow.spec("failurePolicy: " + oneOf("FailFast", "Continue", "Abort"));
    jobFlow.spec("parallelism: " + (1 + random.nextInt(5)));
    return jobFlow.build();
  }

  private String kind() {
    int dice = random.nextInt(20);
    return dice == 0 ? "bad" : dice == 1 ? "flaky" : "good";
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
