package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A made-up JobFlow.
 *
 * @param arrival when it is created, in milliseconds
 * @param deadline in seconds; {@code null} for none
 * @param ttl seconds until it is deleted after its end; {@code null} for never
 */
record JobFlowShape(
    String name,
    Health health,
    int arrival,
    List<FlowShape> flows,
    String failurePolicy,
    @Nullable Integer parallelism,
    @Nullable Long deadline,
    @Nullable Integer ttl) {
  static final String NAMESPACE = "default";

  /** Whether a JobFlow can run at all. */
  enum Health {
    SOUND,
    /** Its graph has a cycle. */
    CYCLIC,
    /** It cannot be decoded. */
    POISON
  }

  String key() {
    return NAMESPACE + "/" + name;
  }

  JobFlow build() {
    JobFlow jobFlow = new JobFlow();
    jobFlow.setMetadata(new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build());
    jobFlow.setSpec(
        new JobFlowSpec(
            flows.stream().filter(flow -> flow.when() == null).map(FlowShape::flow).toList(),
            flows.stream().filter(flow -> flow.when() != null).map(FlowShape::flow).toList(),
            failurePolicy,
            parallelism,
            false,
            false,
            1,
            deadline,
            ttl,
            null,
            List.of()));
    return jobFlow;
  }

  /** Returns the same JobFlow with only the first of its flows, for a smaller example. */
  JobFlowShape withFlows(int count) {
    return new JobFlowShape(
        name, health, arrival, flows.subList(0, count), failurePolicy, parallelism, deadline, ttl);
  }

  static JobFlowShape random(Chance chance, int number) {
    Health health =
        chance.percent("shape/health", 85)
            ? Health.SOUND
            : chance.of("shape/ill", List.of(Health.CYCLIC, Health.POISON));
    int size = chance.percent("shape/wide", 5) ? 20 : chance.between("shape/size", 1, 6);
    List<FlowShape> flows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      flows.add(flow(chance, flows, i, size));
    }
    if (health == Health.CYCLIC) {
      flows.add(plain("c", List.of("c")));
    }
    if (chance.percent("shape/finally", 25)) {
      flows.add(finallyFlow(chance));
    }
    return new JobFlowShape(
        "jf" + number,
        health,
        chance.below("shape/arrival", 8_000),
        flows,
        chance.of("shape/policy", List.of("FailFast", "Continue", "Abort")),
        chance.percent("shape/bounded", 30) ? chance.between("shape/parallelism", 1, 2) : null,
        chance.percent("shape/limited", 15)
            ? Long.valueOf(chance.between("shape/deadline", 1, 40))
            : null,
        chance.percent("shape/kept", 85) ? null : chance.between("shape/ttl", 0, 20));
  }

  private static FlowShape flow(Chance chance, List<FlowShape> before, int i, int size) {
    List<String> names = before.stream().map(FlowShape::name).toList();
    boolean expression = !names.isEmpty() && chance.percent("flow/depends", 25);
    List<String> dependencies =
        expression || size > 10
            ? names.stream().limit(expression ? 0 : 1).toList()
            : names.stream().filter(name -> chance.percent("flow/dependency", 45)).toList();
    return new FlowShape(
        "a" + i,
        dependencies,
        expression ? Expression.random(chance, names) : null,
        chance.percent("flow/allowFailure", 25),
        chance.percent("flow/retry", 30) ? chance.between("flow/retries", 1, 2) : 0,
        chance.below("flow/backoff", 6),
        template(chance),
        null);
  }

  private static FlowShape.Template template(Chance chance) {
    int draw = chance.below("flow/template", 100);
    if (draw < 80) {
      return FlowShape.Template.PLAIN;
    }
    return draw < 83
        ? FlowShape.Template.INVALID
        : draw < 90
            ? FlowShape.Template.REFERENCE
            : draw < 97 ? FlowShape.Template.VANISHING : FlowShape.Template.PODLESS;
  }

  private static FlowShape finallyFlow(Chance chance) {
    FlowShape plain = plain("z", List.of());
    return new FlowShape(
        plain.name(),
        List.of(),
        null,
        false,
        0,
        0,
        FlowShape.Template.PLAIN,
        chance.of("finally/when", List.of("Always", "Failed", "Succeeded")));
  }

  private static FlowShape plain(String name, List<String> dependencies) {
    return new FlowShape(name, dependencies, null, false, 0, 0, FlowShape.Template.PLAIN, null);
  }

  List<String> templates() {
    return flows.stream()
        .filter(flow -> flow.template() == FlowShape.Template.REFERENCE)
        .map(FlowShape::templateName)
        .toList();
  }

  @Override
  public String toString() {
    String fields =
        String.join(
            ", ",
            Stream.of(
                    health == Health.SOUND ? null : health.name(),
                    failurePolicy,
                    parallelism == null ? null : "parallelism " + parallelism,
                    deadline == null ? null : "deadline " + deadline + " s",
                    ttl == null ? null : "ttl " + ttl + " s")
                .filter(field -> field != null)
                .toList());
    return name + " (" + fields + ") " + flows;
  }
}
