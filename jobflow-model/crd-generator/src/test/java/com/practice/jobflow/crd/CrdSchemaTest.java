package com.practice.jobflow.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.model.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.Container;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {
  /** What client-side apply may keep in its annotation. */
  private static final int ANNOTATION_LIMIT = 262_144;

  private static final Map<String, ObjectNode> DEFINITIONS =
      new CustomResourceDefinitions().generate();
  private static final ObjectNode JOB_FLOW = DEFINITIONS.get("jobflows.api.practice.com.yaml");
  private static final Map<String, ObjectNode> JOB_FLOW_NODES = SchemaNodes.of(JOB_FLOW);

  @Test
  void everyIntegerHasAFormatAndFitsIntoJava() {
    assertThat(nodes().filter(node -> node.path("type").asText().equals("integer")))
        .isNotEmpty()
        .allSatisfy(
            node -> {
              assertThat(node.path("format").asText()).isIn("int32", "int64");
              if (node.path("format").asText().equals("int32")) {
                assertThat(node.get("maximum").asLong()).isLessThanOrEqualTo(Integer.MAX_VALUE);
                assertThat(node.get("minimum").asLong()).isGreaterThanOrEqualTo(Integer.MIN_VALUE);
              }
            });
  }

  @Test
  void everyRequiredFieldExists() {
    assertThat(nodes().filter(node -> node.has("required")))
        .isNotEmpty()
        .allSatisfy(
            node ->
                assertThat(names(node.path("properties"))).containsAll(texts(node, "required")));
  }

  @Test
  void everyListKeyIsRequiredAndHasNoDefault() {
    assertThat(nodes().filter(node -> node.has("x-kubernetes-list-map-keys")))
        .isNotEmpty()
        .allSatisfy(
            list -> {
              List<String> keys = texts(list, "x-kubernetes-list-map-keys");
              assertThat(texts(list.get("items"), "required")).containsAll(keys);
              assertThat(keys).noneMatch(key -> list.at("/items/properties/" + key).has("default"));
            });
  }

  /** Whoever applied the list would find it changed, and change it back. */
  @Test
  void noDefaultStandsInAList() {
    assertThat(JOB_FLOW_NODES.entrySet())
        .filteredOn(node -> node.getValue().has("default"))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            ".spec.attempt", ".spec.cancel", ".spec.failurePolicy", ".spec.suspend");
  }

  @Test
  void everyNodeSaysWhatItHolds() {
    assertThat(nodes())
        .allMatch(
            node ->
                node.has("type")
                    || node.has("x-kubernetes-int-or-string")
                    || node.has("x-kubernetes-preserve-unknown-fields"))
        .filteredOn(node -> node.path("type").asText().equals("array"))
        .allMatch(list -> list.has("items"));
  }

  @Test
  void everyFactIsAboutAFieldThatExists() {
    Map<String, Set<String>> fields = new HashMap<>();
    List<JavaShape> open = new ArrayList<>();
    Stream.of(JobFlowSpec.class, JobFlowStatus.class, JobTemplateSpec.class)
        .forEach(type -> open.add(new JavaShape(type)));
    while (!open.isEmpty()) {
      JavaShape shape = open.remove(open.size() - 1);
      if (shape.isContainer()) {
        open.add(shape.element());
      } else if (!shape.isLeaf() && fields.put(shape.name(), shape.fields().keySet()) == null) {
        open.addAll(shape.fields().values());
      }
    }

    SchemaFacts facts = SchemaFacts.load();

    assertThat(fields).containsKeys(facts.types().toArray(String[]::new));
    assertThat(facts.types())
        .allSatisfy(
            type -> {
              Set<String> known = new HashSet<>(fields.get(type));
              known.add("");
              assertThat(facts.of(type).keySet())
                  .as(type)
                  .allMatch(name -> known.contains(name.replace("[]", "")));
            });
  }

  @Test
  void whatBelongsToKubernetesKeepsUnknownFieldsAndOurOwnDoesNot() {
    assertThat(JOB_FLOW_NODES.entrySet())
        .filteredOn(node -> node.getValue().has("properties"))
        .allSatisfy(
            node ->
                assertThat(node.getValue().has("x-kubernetes-preserve-unknown-fields"))
                    .as(node.getKey())
                    .isEqualTo(
                        node.getKey()
                            .matches(
                                ".*\\.(jobTemplate|shareVolume|shareVolumes|env\\[]).*"
                                    + "|.*\\.shareVolumeMounts.*")));
  }

  @Test
  void describesEveryFieldOfOurOwnAndNoneOfKubernetes() {
    assertThat(JOB_FLOW_NODES.entrySet())
        .filteredOn(
            node ->
                node.getKey().matches("\\.(spec|status)(\\.(flows|finally)(\\[])?)?\\.[a-zA-Z]+"))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            node -> assertThat(node.getValue().has("description")).as(node.getKey()).isTrue());
    assertThat(JOB_FLOW_NODES.entrySet())
        .filteredOn(node -> node.getKey().contains(".jobTemplate."))
        .isNotEmpty()
        .noneMatch(node -> node.getValue().has("description"));
  }

  @Test
  void onlyFinallyFlowsAskForAVerdict() {
    assertThat(JOB_FLOW_NODES).doesNotContainKey(".spec.flows[].when");
    assertThat(JOB_FLOW_NODES).containsKey(".spec.finally[].when");
  }

  @Test
  void showsTheColumnsInOurOrder() {
    JsonNode columns = JOB_FLOW.at("/spec/versions/0/additionalPrinterColumns");

    assertThat(columns)
        .extracting(column -> column.get("name").asText())
        .containsExactly("Status", "Progress", "Start", "Duration", "Age", "Message");
    assertThat(columns)
        .filteredOn(column -> column.has("priority"))
        .extracting(column -> column.get("name").asText())
        .containsExactly("Start");
    assertThat(JOB_FLOW.at("/spec/versions/0/subresources").has("status")).isTrue();
  }

  @Test
  void fitsIntoTheAnnotationOfClientSideApply() {
    assertThat(DEFINITIONS.values())
        .allSatisfy(
            definition ->
                assertThat(definition.toString().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(ANNOTATION_LIMIT * 9 / 10));
  }

  @Test
  void isGeneratedApartFromTheLibrariesThatShip() {
    assertThat(Container.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("-7.9.0.jar");
    assertThat(Thread.currentThread().getContextClassLoader().getResource("tools/jackson"))
        .isNull();
  }

  private Stream<ObjectNode> nodes() {
    return DEFINITIONS.values().stream()
        .flatMap(definition -> SchemaNodes.of(definition).values().stream());
  }

  private static List<String> texts(JsonNode node, String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
