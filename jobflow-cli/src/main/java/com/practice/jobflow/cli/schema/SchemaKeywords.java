package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.MappingValue;
import java.util.Set;

/** Which keywords of a structural schema are understood. */
final class SchemaKeywords {
  private static final Set<String> CHECKED =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
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
          "maxProperties",
          "nullable",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys");

  // The rules are written in Java where one manifest alone can break them; the rest compares an
  // object with its former self. anyOf is only ever the long form of int-or-string, and not belongs
  // to a quantity, which is a type to us.
  private static final Set<String> HARMLESS =
      Set.of(
          "description",
          "default",
          "anyOf",
          "not",
          "x-kubernetes-validations",
          "x-kubernetes-map-type");

  private SchemaKeywords() {}

  static void refuseUnknown(MappingValue schema) {
    for (MappingValue.Entry entry : schema.entries()) {
      boolean longForm =
          !entry.key().equals("anyOf") || schema.entry("x-kubernetes-int-or-string") != null;
      if (!longForm || !(CHECKED.contains(entry.key()) || HARMLESS.contains(entry.key()))) {
        throw new IllegalArgumentException(
            "line " + entry.line() + ": schema keyword " + entry.key() + " is not supported");
      }
    }
  }
}
