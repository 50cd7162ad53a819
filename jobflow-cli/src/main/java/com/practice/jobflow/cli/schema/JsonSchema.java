package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.cli.report.JsonWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/**
 * Turns a structural schema into a JSON Schema, as editors read it.
 *
 * <p>What a CRD leaves to the API server is said: fields that are not listed may not stand, and
 * apiVersion, kind and metadata are those of an object. Draft 7, because editors know no later one
 * as well.
 */
final class JsonSchema {
  private static final Set<String> SAME =
      Set.of(
          "description",
          "default",
          "enum",
          "format",
          "pattern",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private final JsonWriter json;

  private JsonSchema(PrintWriter out) {
    this.json = new JsonWriter(out);
  }

  /** Prints the schema of whole objects of a kind. */
  static void print(String kind, MappingValue schema, PrintWriter out) {
    JsonSchema printer = new JsonSchema(out);
    printer.json.beginObject().member("$schema", "http://json-schema.org/draft-07/schema#");
    printer.json.member("title", kind).member("type", "object");
    printer.words("required", List.of("apiVersion", "kind", "metadata", "spec"));
    printer.json.beginObject("properties");
    printer.constant("apiVersion", "api.practice.com/v1alpha1");
    printer.constant("kind", kind);
    printer.metadata();
    MappingValue properties = schema.mapping("properties");
    for (String part : List.of("spec", "status")) {
      MappingValue below = properties == null ? null : properties.mapping(part);
      if (below != null) {
        printer.json.beginObject(part);
        printer.schema(below);
        printer.json.endObject();
      }
    }
    printer.json.endObject().member("additionalProperties", false).endObject().end();
  }

  private void constant(String name, String value) {
    words(json.beginObject(name).member("type", "string"), "enum", List.of(value));
    json.endObject();
  }

  private void metadata() {
    json.beginObject("metadata").member("type", "object").beginObject("properties");
    for (String name : List.of("name", "generateName", "namespace")) {
      json.beginObject(name).member("type", "string").endObject();
    }
    for (String name : List.of("labels", "annotations")) {
      json.beginObject(name).member("type", "object");
      json.beginObject("additionalProperties").member("type", "string").endObject().endObject();
    }
    json.endObject().endObject();
  }

  private void schema(MappingValue schema) {
    boolean nullable = "true".equals(schema.text("nullable"));
    String type = schema.text("type");
    if ("true".equals(schema.text("x-kubernetes-int-or-string"))) {
      words("type", List.of("integer", "string"));
    } else if (type == null && schema.text("pattern") != null) {
      // A quantity, whose sizes only say in a roundabout way that it is no list and no mapping.
      words("type", List.of("number", "string"));
      json.member("pattern", schema.text("pattern"));
      return;
    } else if (type != null && nullable) {
      words("type", List.of(type, "null"));
    } else {
      json.member("type", type);
    }
    for (MappingValue.Entry entry : schema.entries()) {
      if (SAME.contains(entry.key()) || entry.key().equals("required")) {
        json.member(entry.key(), entry.value());
      }
    }
    children(schema);
  }

  private void children(MappingValue schema) {
    MappingValue properties = schema.mapping("properties");
    if (properties != null) {
      json.beginObject("properties");
      for (MappingValue.Entry entry : properties.entries()) {
        child(entry.key(), entry.value());
      }
      json.endObject();
    }
    Value additional = schema.get("additionalProperties");
    boolean open = "true".equals(schema.text("x-kubernetes-preserve-unknown-fields"));
    if (additional instanceof MappingValue) {
      child("additionalProperties", additional);
    } else if ("object".equals(schema.text("type")) && !open) {
      json.member("additionalProperties", false);
    }
    Value items = schema.get("items");
    if (items != null) {
      child("items", items);
    }
  }

  private void child(String name, Value schema) {
    if (schema instanceof MappingValue below) {
      json.beginObject(name);
      schema(below);
      json.endObject();
    }
  }

  private void words(String name, List<String> words) {
    words(json, name, words);
  }

  private static void words(JsonWriter json, String name, List<String> words) {
    json.beginArray(name);
    for (String word : words) {
      json.item(word);
    }
    json.endArray();
  }
}
