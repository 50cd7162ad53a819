package com.practice.jobflow.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeSet;

/** Adds to a generated schema what fabric8's Java types do not say. */
final class SchemaEnricher {
  /** As Kubernetes parses it: a decimal number and one suffix, or an exponent. */
  private static final String QUANTITY =
      "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$";

  private final SchemaFacts facts;

  SchemaEnricher(SchemaFacts facts) {
    this.facts = facts;
  }

  /** Changes the schema of an object of this Java type in place, all the way down. */
  void enrich(ObjectNode schema, JavaShape shape) {
    if (shape.isContainer()) {
      String below = schema.has("items") ? "items" : "additionalProperties";
      enrich((ObjectNode) schema.get(below), shape.element());
      return;
    }
    if (shape.name().equals("Quantity")) {
      beQuantity(schema);
      return;
    }
    if (shape.isInt64()) {
      schema.put("format", "int64");
    }
    if (shape.isInt32()) {
      // The format alone refuses nothing on older API servers, and what Java cannot read later
      // must not be stored.
      schema.put("format", "int32");
      bound(schema, "minimum", Integer.MIN_VALUE);
      bound(schema, "maximum", Integer.MAX_VALUE);
    }
    JsonNode properties = schema.get("properties");
    if (properties == null) {
      return;
    }
    Map<String, FieldFacts> known = facts.of(shape.name());
    Map<String, JavaShape> fields = shape.fields();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      ObjectNode field = (ObjectNode) property.getValue();
      JavaShape below = fields.get(property.getKey());
      if (below == null) {
        throw new IllegalStateException(shape.name() + " has no field " + property.getKey());
      }
      enrich(field, below);
      say(known.getOrDefault(property.getKey(), FieldFacts.NONE), field);
      FieldFacts ofEntries = known.get(property.getKey() + "[]");
      if (ofEntries != null) {
        say(ofEntries, (ObjectNode) field.get("items"));
      }
    }
    require(schema, known);
    if (known.getOrDefault("", FieldFacts.NONE).atomic()) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    if (shape.isKubernetesType() && !shape.name().equals("Condition")) {
      // A newer cluster may know more fields; docs/adr/0001 weighs this against typos.
      schema.put("x-kubernetes-preserve-unknown-fields", true);
    }
  }

  /**
   * A Job may say {@code cpu: 0.5}, which int-or-string refuses, and a structural schema has no
   * other way to name two types. So anything goes, except strings of another form, booleans, and
   * the lists and objects that no request is large enough to hold.
   */
  private static void beQuantity(ObjectNode schema) {
    schema.removeAll();
    schema.put("pattern", QUANTITY).put("minItems", 1_000_000).put("minProperties", 1_000_000);
    schema.putObject("not").putArray("enum").add(true).add(false);
    schema.put("x-kubernetes-preserve-unknown-fields", true);
  }

  private static void bound(ObjectNode schema, String bound, long value) {
    if (!schema.has(bound)) {
      schema.put(bound, value);
    }
  }

  private static void say(FieldFacts facts, ObjectNode field) {
    if (!facts.allowed().isEmpty()) {
      ArrayNode values = field.putArray("enum");
      facts.allowed().forEach(values::add);
    }
    if (facts.format() != null) {
      field.put("format", facts.format());
    }
    if (facts.minimum() != null) {
      field.put("minimum", facts.minimum());
    }
    if (facts.filled()) {
      field.put("minItems", 1);
    }
    if (facts.set()) {
      field.put("x-kubernetes-list-type", "set");
    }
    if (facts.atomic()) {
      field.put("x-kubernetes-map-type", "atomic");
    }
    if (!facts.listKeys().isEmpty()) {
      field.put("x-kubernetes-list-type", "map");
      ArrayNode keys = field.putArray("x-kubernetes-list-map-keys");
      facts.listKeys().forEach(keys::add);
    }
  }

  private static void require(ObjectNode schema, Map<String, FieldFacts> known) {
    TreeSet<String> required = new TreeSet<>();
    schema.withArray("required").forEach(name -> required.add(name.asText()));
    known.forEach(
        (name, facts) -> {
          if (facts.required()) {
            required.add(name);
          }
        });
    schema.remove("required");
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.stream().map(TextNode::new).forEach(names::add);
    }
  }
}
