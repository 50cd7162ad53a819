package com.practice.jobflow.operator.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The flows of a shape.
 *
 * @param dependencies of each flow, by number; always lower ones
 */
record Dag(List<List<Integer>> dependencies) {
  private static final Map<String, Object> POD =
      Map.of(
          "restartPolicy",
          "Never",
          "containers",
          List.of(Map.of("name", "main", "image", "busybox", "command", List.of("true"))));

  private static final Map<String, Object> TEMPLATE =
      Map.of("backoffLimit", 0, "template", Map.of("spec", POD));

  /** With the finalizer that a newer Job controller gives to pods by itself. */
  private static final Map<String, Object> TRACKED =
      Map.of(
          "backoffLimit",
          0,
          "template",
          Map.of(
              "metadata",
              Map.of("finalizers", List.of("batch.kubernetes.io/job-tracking")),
              "spec",
              POD));

  static Dag chain(int length) {
    return layers(length, 1);
  }

  /** A root, so many flows that wait for it, and one that waits for all of them. */
  static Dag fan(int width) {
    List<List<Integer>> all = new ArrayList<>();
    all.add(List.of());
    List<Integer> middle = IntStream.rangeClosed(1, width).boxed().toList();
    middle.forEach(number -> all.add(List.of(0)));
    all.add(middle);
    return new Dag(all);
  }

  /** Layers of which each flow waits for all of the layer before. */
  static Dag layers(int count, int width) {
    List<List<Integer>> all = new ArrayList<>();
    for (int layer = 0; layer < count; layer++) {
      List<Integer> before =
          layer == 0
              ? List.of()
              : IntStream.range((layer - 1) * width, layer * width).boxed().toList();
      IntStream.range(0, width).forEach(any -> all.add(before));
    }
    return new Dag(all);
  }

  /** Chains side by side, so many flows at once from the first to the last. */
  static Dag lanes(int flows, int width) {
    return new Dag(
        IntStream.range(0, flows)
            .mapToObj(number -> number < width ? List.<Integer>of() : List.of(number - width))
            .toList());
  }

  int size() {
    return dependencies.size();
  }

  long edges() {
    return dependencies.stream().mapToLong(List::size).sum();
  }

  static String flow(int number) {
    return "n" + number;
  }

  /** Returns a JobFlow with the Job template in each flow. */
  Map<String, Object> inline(String name) {
    return jobFlow(name, "jobTemplate", TEMPLATE);
  }

  /** Returns a JobFlow whose pods cannot vanish before somebody has counted them. */
  Map<String, Object> tracked(String name) {
    return jobFlow(name, "jobTemplate", TRACKED);
  }

  /** Returns a JobFlow whose flows name one JobTemplate. */
  Map<String, Object> byReference(String name, String template) {
    return jobFlow(name, "jobTemplateRef", template);
  }

  static Map<String, Object> template(String name) {
    return Map.of(
        "apiVersion",
        "api.practice.com/v1alpha1",
        "kind",
        "JobTemplate",
        "metadata",
        Map.of("name", name),
        "spec",
        Map.of("jobTemplate", TEMPLATE));
  }

  /** Returns the Job that a client without an operator would create for a flow. */
  static Map<String, Object> bareJob(String run, int number) {
    return Map.of(
        "apiVersion",
        "batch/v1",
        "kind",
        "Job",
        "metadata",
        Map.of("name", run + "-" + flow(number), "labels", Map.of("bare", "true")),
        "spec",
        TEMPLATE);
  }

  private Map<String, Object> jobFlow(String name, String field, Object template) {
    List<Map<String, Object>> flows = new ArrayList<>();
    for (int number = 0; number < size(); number++) {
      Map<String, Object> flow = new LinkedHashMap<>();
      flow.put("name", flow(number));
      flow.put(field, template);
      if (!dependencies.get(number).isEmpty()) {
        flow.put("dependencies", dependencies.get(number).stream().map(Dag::flow).toList());
      }
      flows.add(flow);
    }
    return Map.of(
        "apiVersion",
        "api.practice.com/v1alpha1",
        "kind",
        "JobFlow",
        "metadata",
        Map.of("name", name),
        "spec",
        Map.of("flows", flows));
  }
}
