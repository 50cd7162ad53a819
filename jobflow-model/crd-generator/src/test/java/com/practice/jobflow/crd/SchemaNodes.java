package com.practice.jobflow.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every node of a definition's schema, by the path that kubectl would name; the root is empty. */
final class SchemaNodes {
  private SchemaNodes() {}

  static Map<String, ObjectNode> of(ObjectNode definition) {
    Map<String, ObjectNode> nodes = new LinkedHashMap<>();
    collect("", definition.at("/spec/versions/0/schema/openAPIV3Schema"), nodes);
    return nodes;
  }

  private static void collect(String path, JsonNode node, Map<String, ObjectNode> nodes) {
    nodes.put(path, (ObjectNode) node);
    node.path("properties")
        .properties()
        .forEach(field -> collect(path + "." + field.getKey(), field.getValue(), nodes));
    if (node.has("items")) {
      collect(path + "[]", node.get("items"), nodes);
    }
    if (node.path("additionalProperties").isObject()) {
      collect(path + "{}", node.get("additionalProperties"), nodes);
    }
  }
}
