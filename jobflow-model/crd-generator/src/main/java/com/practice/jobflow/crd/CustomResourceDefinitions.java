package com.practice.jobflow.crd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.model.JobTemplate;
import com.practice.jobflow.model.JobTemplateSpec;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The custom resource definitions of the model, ready to be checked in. */
final class CustomResourceDefinitions {
  private static final String HEAD =
      """
      # Generated from jobflow-model; edit its Java types instead and run
      #   %s
      """;

  /** What brings the checked-in files up to date. */
  static final String UPDATE_COMMAND =
      "./mvnw -q -pl jobflow-model/crd-generator -am test -Dcrd.write";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private final SchemaEnricher enricher = new SchemaEnricher(SchemaFacts.load());

  /** Generates every definition anew, by the name of its file. */
  Map<String, ObjectNode> generate() {
    Map<String, ObjectNode> definitions = new TreeMap<>();
    for (HasMetadata plain : generatePlain()) {
      ObjectNode definition = JSON.valueToTree(plain);
      definition.remove("status");
      ObjectNode version = (ObjectNode) definition.at("/spec/versions/0");
      if (definition.at("/spec/names/kind").asText().equals(HasMetadata.getKind(JobFlow.class))) {
        completeJobFlow(version);
      } else {
        completeJobTemplate(version);
      }
      definitions.put(plain.getMetadata().getName() + ".yaml", (ObjectNode) tidy(definition));
    }
    return definitions;
  }

  /** The text of a definition's file. */
  static String toYaml(ObjectNode definition) {
    try {
      return HEAD.formatted(UPDATE_COMMAND) + YAML.writeValueAsString(definition);
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<HasMetadata> generatePlain() {
    List<HasMetadata> generated = new ArrayList<>();
    new CRDGenerator()
        .customResourceClasses(List.of(JobFlow.class, JobTemplate.class))
        .forCRDVersions("v1")
        .withParallelGenerationEnabled(false)
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata definition, String crdVersion) {
                generated.add(definition);
                return definition;
              }
            })
        .withOutput(new NoOutput())
        .generate();
    return generated;
  }

  private void completeJobFlow(ObjectNode version) {
    ObjectNode spec = (ObjectNode) version.at("/schema/openAPIV3Schema/properties/spec");
    enricher.enrich(spec, new JavaShape(JobFlowSpec.class));
    enricher.enrich(
        (ObjectNode) version.at("/schema/openAPIV3Schema/properties/status"),
        new JavaShape(JobFlowStatus.class));
    requireSpec(version);

    // One Java type serves both lists, but only what runs at the end can ask for a verdict.
    ((ObjectNode) spec.at("/properties/flows/items/properties")).remove("when");
    for (String list : List.of("/properties/flows", "/properties/finally")) {
      ((ObjectNode) spec.at(list)).put("x-kubernetes-list-type", "atomic");
      ((ObjectNode) spec.at(list + "/items/properties/dependencies"))
          .put("x-kubernetes-list-type", "atomic");
    }
    ((ObjectNode) version.at("/schema/openAPIV3Schema/properties/status/properties/flows"))
        .put("x-kubernetes-list-type", "atomic");

    ArrayNode columns = version.putArray("additionalPrinterColumns");
    column(columns, "Status", "string", ".status.phase");
    column(columns, "Progress", "string", ".status.progress");
    column(columns, "Start", "date", ".status.startTime").put("priority", 1);
    // a date is shown as the time since, which goes on after the end; so this one is written
    column(columns, "Duration", "string", ".status.duration");
    column(columns, "Age", "date", ".metadata.creationTimestamp");
    column(columns, "Message", "string", ".status.message");
  }

  private void completeJobTemplate(ObjectNode version) {
    enricher.enrich(
        (ObjectNode) version.at("/schema/openAPIV3Schema/properties/spec"),
        new JavaShape(JobTemplateSpec.class));
    requireSpec(version);
  }

  private static void requireSpec(ObjectNode version) {
    ((ObjectNode) version.at("/schema/openAPIV3Schema")).putArray("required").add("spec");
  }

  private static ObjectNode column(ArrayNode columns, String name, String type, String jsonPath) {
    return columns.addObject().put("name", name).put("type", type).put("jsonPath", jsonPath);
  }

  /**
   * Sorts keys, writes whole numbers as such (the generator's bounds are doubles), and says a rule
   * once (it finds a record component's annotation on the field and on its accessor).
   */
  private static JsonNode tidy(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode sorted = JSON.createObjectNode();
      object.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(field -> sorted.set(field.getKey(), tidy(field.getValue())));
      return sorted;
    }
    if (node instanceof ArrayNode array) {
      Set<JsonNode> distinct = new LinkedHashSet<>();
      array.forEach(entry -> distinct.add(tidy(entry)));
      return JSON.createArrayNode().addAll(distinct);
    }
    return node instanceof DoubleNode number && number.canConvertToExactIntegral()
        ? JSON.getNodeFactory().numberNode(number.longValue())
        : node;
  }

  /** The generator insists on writing what the post-processor has already handed over. */
  private static final class NoOutput implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return new ByteArrayOutputStream();
    }

    @Override
    public void close() {}
  }
}
