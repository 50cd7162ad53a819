package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;

/** JobFlows for tests, written as people write them. */
public final class JobFlows {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final String TEMPLATE =
      "jobTemplate: {backoffLimit: 0, template: {spec: {containers: "
          + "[{name: main, image: busybox, command: [\"true\"]}]}}}";

  static {
    SERIALIZATION.registerKubernetesResource(JobFlow.class);
  }

  private final List<String> spec = new ArrayList<>();
  private final List<String> flows = new ArrayList<>();
  private final List<String> finallyFlows = new ArrayList<>();
  private final String name;

  private JobFlows(String name) {
    this.name = name;
  }

  /** Begins a JobFlow. */
  public static JobFlows named(String name) {
    return new JobFlows(name);
  }

  /** Takes over all that another has. */
  public JobFlows like(JobFlows other) {
    spec.addAll(other.spec);
    flows.addAll(other.flows);
    finallyFlows.addAll(other.finallyFlows);
    return this;
  }

  /**
   * Adds a flow with the usual template, and further fields such as {@code "depends: a.Failed"}.
   */
  public JobFlows flow(String flow, String... fields) {
    return rawFlow(flow, with(TEMPLATE, fields));
  }

  /** Adds a flow that waits for others. */
  public JobFlows flowAfter(String flow, String... dependencies) {
    return flow(flow, "dependencies: [" + String.join(", ", dependencies) + "]");
  }

  /** Adds a flow with nothing but these fields. */
  public JobFlows rawFlow(String flow, String... fields) {
    flows.add("{name: " + flow + ", " + String.join(", ", fields) + "}");
    return this;
  }

  /** Adds a finally flow. */
  public JobFlows finallyFlow(String flow, String... fields) {
    finallyFlows.add("{name: " + flow + ", " + String.join(", ", with(TEMPLATE, fields)) + "}");
    return this;
  }

  /** Adds a field of the spec. */
  public JobFlows spec(String field) {
    spec.add(field);
    return this;
  }

  /** Returns the JobFlow. */
  public JobFlow build() {
    List<String> all = new ArrayList<>(spec);
    all.add("flows: [" + String.join(", ", flows) + "]");
    if (!finallyFlows.isEmpty()) {
      all.add("finally: [" + String.join(", ", finallyFlows) + "]");
    }
    return SERIALIZATION.unmarshal(
        "apiVersion: api.practice.com/v1alpha1\nkind: JobFlow\nmetadata: {name: "
            + name
            + "}\nspec: {"
            + String.join(", ", all)
            + "}",
        JobFlow.class);
  }

  private static String[] with(String first, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(0, first);
    return all.toArray(String[]::new);
  }
}
