package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.ManifestReader;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the CRDs' schemas when the CLI is built, so that no start of it pays for their YAML.
 *
 * <p>It refuses a keyword that it does not know: what is not compiled would not be checked.
 */
public final class SchemaCompiler {
  private final Map<SchemaNode, SchemaNode> distinct = new HashMap<>();

  /**
   * Compiles CRD files.
   *
   * @param arguments the directory of class files to put the result into
   */
  public static void main(String[] arguments) throws IOException {
    Path target =
        Path.of(arguments[0])
            .resolve(SchemaCompiler.class.getPackageName().replace('.', '/'))
            .resolve(Schemas.RESOURCE);
    Map<String, SchemaNode> schemas = new LinkedHashMap<>();
    for (CrdResource crd : CrdResource.values()) {
      try (InputStream stream = crd.open()) {
        schemas.put(crd.kind(), compile(stream));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SchemaFormat.write(schemas, new DataOutputStream(bytes));
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), bytes.toByteArray())) {
      Files.write(target, bytes.toByteArray());
    }
  }

  /** Returns the schema of the only version of a CRD. */
  static SchemaNode compile(InputStream crd) {
    return new SchemaCompiler().object(schemaOf(crd));
  }

  /** Returns the {@code openAPIV3Schema} of a CRD. */
  static MappingValue schemaOf(InputStream crd) {
    ManifestReader reader = new ManifestReader(crd);
    reader.read("-");
    MappingValue definition = reader.documents().get(0).root();
    Value versions = FieldPath.walk(definition, "spec.versions").value();
    boolean one = versions instanceof SequenceValue list && list.items().size() == 1;
    FieldPath.Found found = FieldPath.walk(definition, "spec.versions[0].schema.openAPIV3Schema");
    if (!one || !found.whole() || !(found.value() instanceof MappingValue schema)) {
      throw new IllegalArgumentException("not a CRD of one version with a schema");
    }
    return schema;
  }

  /** Adds what every object has and a CRD leaves to the API server. */
  private SchemaNode object(MappingValue schema) {
    SchemaNode own = compile(schema);
    Map<String, SchemaNode> properties = new LinkedHashMap<>(own.properties());
    SchemaNode text = leaf(SchemaType.STRING);
    properties.put("apiVersion", text);
    properties.put("kind", text);
    properties.put("metadata", metadata(text));
    return new SchemaNode(
        own.type(),
        own.preservesUnknown(),
        own.nullable(),
        properties,
        own.required(),
        own.additional(),
        own.items(),
        own.limits(),
        own.listKeys(),
        own.defaults());
  }

  private SchemaNode metadata(SchemaNode text) {
    Map<String, SchemaNode> fields = new LinkedHashMap<>();
    SchemaNode texts = mapping(Map.of(), text);
    fields.put("name", text);
    fields.put("generateName", text);
    fields.put("namespace", text);
    fields.put("labels", texts);
    fields.put("annotations", texts);
    fields.put("finalizers", list(text));
    fields.put("ownerReferences", list(leaf(SchemaType.ANY)));
    // What kubectl get prints is applied again, too.
    fields.put("uid", text);
    fields.put("resourceVersion", text);
    fields.put("generation", leaf(SchemaType.INTEGER));
    fields.put("creationTimestamp", leaf(SchemaType.STRING));
    fields.put("deletionTimestamp", leaf(SchemaType.STRING));
    fields.put("deletionGracePeriodSeconds", leaf(SchemaType.INTEGER));
    fields.put("selfLink", text);
    fields.put("managedFields", list(leaf(SchemaType.ANY)));
    return mapping(fields, null);
  }

  private SchemaNode leaf(SchemaType type) {
    return unique(
        new SchemaNode(
            type,
            type == SchemaType.ANY,
            type == SchemaType.ANY,
            Map.of(),
            List.of(),
            null,
            null,
            ValueLimits.NONE,
            List.of(),
            Map.of()));
  }

  private SchemaNode mapping(Map<String, SchemaNode> fields, @Nullable SchemaNode additional) {
    return unique(
        new SchemaNode(
            SchemaType.OBJECT,
            false,
            false,
            fields,
            List.of(),
            additional,
            null,
            ValueLimits.NONE,
            List.of(),
            Map.of()));
  }

  private SchemaNode list(SchemaNode items) {
    return unique(
        new SchemaNode(
            SchemaType.ARRAY,
            false,
            false,
            Map.of(),
            List.of(),
            null,
            items,
            ValueLimits.NONE,
            List.of(),
            Map.of()));
  }

  private SchemaNode compile(MappingValue schema) {
    SchemaKeywords.refuseUnknown(schema);
    Map<String, SchemaNode> properties = new LinkedHashMap<>();
    Map<String, String> defaults = new LinkedHashMap<>();
    MappingValue written = schema.mapping("properties");
    if (written != null) {
      for (MappingValue.Entry property : written.entries()) {
        MappingValue below = (MappingValue) property.value();
        properties.put(property.key(), compile(below));
        if (below.get("default") instanceof ScalarValue value) {
          defaults.put(property.key(), value.canonical());
        }
      }
    }
    MappingValue additional = schema.mapping("additionalProperties");
    MappingValue items = schema.mapping("items");
    return unique(
        new SchemaNode(
            type(schema),
            isTrue(schema, "x-kubernetes-preserve-unknown-fields"),
            isTrue(schema, "nullable"),
            properties,
            words(schema, "required"),
            additional == null ? null : compile(additional),
            items == null ? null : compile(items),
            type(schema) == SchemaType.QUANTITY ? quantityLimits(schema) : limits(schema),
            listKeys(schema),
            defaults));
  }

  private SchemaNode unique(SchemaNode node) {
    SchemaNode known = distinct.putIfAbsent(node, node);
    return known == null ? node : known;
  }

  private static SchemaType type(MappingValue schema) {
    if (isTrue(schema, "x-kubernetes-int-or-string")) {
      return SchemaType.INT_OR_STRING;
    }
    String word = schema.text("type");
    if (word == null) {
      // A quantity may be text or any number, for which a structural schema has no type.
      return schema.text("pattern") == null ? SchemaType.ANY : SchemaType.QUANTITY;
    }
    return switch (word) {
      case "object" -> SchemaType.OBJECT;
      case "array" -> SchemaType.ARRAY;
      case "string" -> SchemaType.STRING;
      case "integer" -> SchemaType.INTEGER;
      case "number" -> SchemaType.NUMBER;
      case "boolean" -> SchemaType.BOOLEAN;
      default -> throw new IllegalArgumentException("type " + word);
    };
  }

  private static ValueLimits limits(MappingValue schema) {
    return new ValueLimits(
        words(schema, "enum"),
        textOf(schema, "format"),
        textOf(schema, "pattern"),
        number(schema, "minimum"),
        number(schema, "maximum"),
        size(schema, 0, "minLength", "minItems", "minProperties"),
        size(schema, Integer.MAX_VALUE, "maxLength", "maxItems", "maxProperties"));
  }

  private static List<String> listKeys(MappingValue schema) {
    String kind = textOf(schema, "x-kubernetes-list-type");
    // A set has no key fields; its items are told apart as wholes.
    return kind.equals("set") ? List.of("") : words(schema, "x-kubernetes-list-map-keys");
  }

  /** Leaves out the sizes by which the schema refuses lists and mappings: its type does that. */
  private static ValueLimits quantityLimits(MappingValue schema) {
    String pattern = textOf(schema, "pattern");
    return new ValueLimits(List.of(), "", pattern, null, null, 0, Integer.MAX_VALUE);
  }

  private static boolean isTrue(MappingValue schema, String keyword) {
    return "true".equals(schema.text(keyword));
  }

  private static String textOf(MappingValue schema, String keyword) {
    String text = schema.text(keyword);
    return text == null ? "" : text;
  }

  private static @Nullable Double number(MappingValue schema, String keyword) {
    String text = schema.text(keyword);
    return text == null ? null : Double.valueOf(text);
  }

  private static int size(MappingValue schema, int otherwise, String... keywords) {
    for (String keyword : keywords) {
      String text = schema.text(keyword);
      if (text != null) {
        return Integer.parseInt(text);
      }
    }
    return otherwise;
  }

  private static List<String> words(MappingValue schema, String keyword) {
    List<String> words = new ArrayList<>();
    for (Value word : schema.items(keyword)) {
      words.add(((ScalarValue) word).canonical());
    }
    return List.copyOf(words);
  }
}
