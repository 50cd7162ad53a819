package com.practice.jobflow.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The API server on which the definitions are tried drops CEL rules, so they are evaluated here.
 */
class CelRulesTest {
  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .build();
  private static final ObjectMapper YAML = new YAMLMapper();

  private static final Map<String, List<String>> RULES = rules();

  @Test
  void standWhereTheyAreMeantTo() {
    assertThat(RULES)
        .containsOnlyKeys("", ".spec.attempt", ".spec.flows[]", ".spec.finally[]")
        .hasEntrySatisfying("", root -> assertThat(root).hasSize(2))
        .hasEntrySatisfying(".spec.attempt", one -> assertThat(one).hasSize(1))
        .hasEntrySatisfying(".spec.flows[]", two -> assertThat(two).hasSize(2))
        .hasEntrySatisfying(
            ".spec.finally[]", same -> assertThat(same).isEqualTo(RULES.get(".spec.flows[]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {jobTemplate: {}}                                         | true
          {jobTemplateRef: t}                                       | true
          {}                                                        | false
          {jobTemplate: {}, jobTemplateRef: t}                      | false
          {jobTemplateRef: t, dependencies: []}                     | true
          {jobTemplateRef: t, dependencies: [a]}                    | true
          {jobTemplateRef: t, depends: a}                           | true
          {jobTemplateRef: t, dependencies: [], depends: a}         | true
          {jobTemplateRef: t, dependencies: [b], depends: a}        | false
          """)
  void aFlowHasOneTemplateAndOneKindOfDependency(String flow, boolean allowed) throws Exception {
    assertThat(holds(".spec.flows[]", flow, flow)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "1, 2, true", "2, 1, false"})
  void attemptNeverDecreases(String before, String after, boolean allowed) throws Exception {
    assertThat(holds(".spec.attempt", before, after)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {flows: [a]}               | {flows: [a]}               | true
          {flows: [a], suspend: true}| {flows: [a]}               | true
          {flows: [a]}               | {flows: [b]}               | false
          {flows: [a]}               | {flows: [a, b]}            | false
          {flows: [a, b]}            | {flows: [b, a]}            | false
          {flows: [a]}               | {flows: [a], finally: [z]} | false
          {flows: [a], finally: [z]} | {flows: [a]}               | false
          {flows: [a], finally: [z]} | {flows: [a], finally: [y]} | false
          {flows: [a], finally: [z]} | {flows: [a], finally: [z]} | true
          """)
  void theGraphIsFixedOnceItHasStarted(String before, String after, boolean allowed)
      throws Exception {
    String status = "status: {startTime: now}";

    assertThat(holds("", "{spec: %s, %s}".formatted(before, status), "{spec: " + after + "}"))
        .isEqualTo(allowed);
    assertThat(holds("", "{spec: %s, status: {}}".formatted(before), "{spec: " + after + "}"))
        .isTrue();
    assertThat(holds("", "{spec: %s}".formatted(before), "{spec: " + after + "}")).isTrue();
  }

  private boolean holds(String path, String before, String after)
      throws IOException, CelValidationException, CelEvaluationException {
    boolean holds = true;
    for (String rule : RULES.get(path)) {
      Object result =
          CEL.createProgram(CEL.compile(rule).getAst())
              .eval(
                  Map.of(
                      "self", YAML.readValue(after, Object.class),
                      "oldSelf", YAML.readValue(before, Object.class)));
      holds &= (Boolean) result;
    }
    return holds;
  }

  private static Map<String, List<String>> rules() {
    ObjectNode definition =
        new CustomResourceDefinitions().generate().get("jobflows.api.practice.com.yaml");
    Map<String, List<String>> rules = new LinkedHashMap<>();
    SchemaNodes.of(definition)
        .forEach(
            (path, node) -> {
              for (JsonNode rule : node.path("x-kubernetes-validations")) {
                assertThat(rule.path("message").asText()).isNotBlank();
                rules
                    .computeIfAbsent(path, first -> new ArrayList<>())
                    .add(rule.get("rule").asText());
              }
            });
    return rules;
  }
}
