package com.practice.jobflow.cli.schema;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against a structural schema as the API server does.
 *
 * <p>A field that is null and not nullable counts as absent: the server prunes such nulls before it
 * validates. Defaults are not applied; none of ours makes an invalid object valid.
 */
public final class SchemaCheck {
  private final Schemas schemas;
  private final Problems problems;
  private final ScalarCheck scalars;

  /** Creates a check that adds what it finds to these problems. */
  public SchemaCheck(Schemas schemas, Problems problems) {
    this.schemas = schemas;
    this.problems = problems;
    this.scalars = new ScalarCheck(problems);
  }

  /** Checks a whole object of this kind. */
  public void check(String kind, MappingValue object) {
    check(object, schemas.of(kind), "");
  }

  void check(Value value, SchemaNode schema, String path) {
    if (value instanceof ScalarValue scalar && scalar.isNull() && schema.nullable()) {
      return;
    }
    String misfit = Types.misfit(value, schema.type());
    if (misfit != null) {
      problems.add(Code.WRONG_TYPE, value, path, FieldPath.label(path) + misfit);
      return;
    }
    if (value instanceof MappingValue mapping) {
      mapping(mapping, schema, path);
    } else if (value instanceof SequenceValue sequence) {
      sequence(sequence, schema, path);
    } else if (value instanceof ScalarValue scalar && schema.type() != SchemaType.ANY) {
      scalars.check(scalar, schema, path);
    }
  }

  private void mapping(MappingValue mapping, SchemaNode schema, String path) {
    for (MappingValue.Entry entry : mapping.entries()) {
      SchemaNode property = schema.properties().get(entry.key());
      String child = FieldPath.child(path, entry.key());
      if (property == null) {
        property = schema.additional();
      }
      if (property == null) {
        unknown(mapping, entry, schema, child);
      } else if (!(isNull(entry.value()) && !property.nullable())) {
        check(entry.value(), property, child);
      }
    }
    for (String name : schema.required()) {
      if (mapping.get(name) == null) {
        missing(mapping, schema, name, path);
      }
    }
    size(mapping, mapping.entries().size(), "fields", schema, path);
  }

  private static boolean isNull(Value value) {
    return value instanceof ScalarValue scalar && scalar.isNull();
  }

  private void missing(MappingValue mapping, SchemaNode schema, String name, String path) {
    SchemaNode property = schema.properties().get(name);
    MappingValue.Entry written = mapping.entry(name);
    String what =
        "required field \""
            + name
            + "\" "
            + (written == null ? "is missing" : "has no value")
            + (property == null ? "" : "; it takes " + property.type().words());
    String child = FieldPath.child(path, name);
    if (written == null) {
      problems.add(Code.MISSING_FIELD, mapping, child, what);
    } else {
      problems.addAtKey(Code.MISSING_FIELD, written, child, what);
    }
  }

  private void unknown(
      MappingValue parent, MappingValue.Entry entry, SchemaNode schema, String path) {
    if (schema.type() == SchemaType.ANY
        || (schema.preservesUnknown() && schema.properties().isEmpty())) {
      return;
    }
    String nearest = Spelling.nearest(entry.key(), schema.properties().keySet());
    // What is there already was hardly meant a second time.
    String hint =
        nearest == null || parent.entry(nearest) != null
            ? UnknownField.hint(entry, schema)
            : "; did you mean \"" + nearest + "\"?";
    Code code =
        schema.preservesUnknown() && hint.isEmpty() ? Code.UNKNOWN_TO_US : Code.UNKNOWN_FIELD;
    problems.addAtKey(code, entry, path, "unknown field \"" + entry.key() + "\"" + hint);
  }

  private void sequence(SequenceValue sequence, SchemaNode schema, String path) {
    SchemaNode items = schema.items();
    if (items != null) {
      int index = 0;
      for (Value item : sequence.items()) {
        check(item, items, path + "[" + index + "]");
        index++;
      }
      if (!schema.listKeys().isEmpty()) {
        duplicates(sequence.items(), schema, items, path);
      }
    }
    size(sequence, sequence.items().size(), "items", schema, path);
  }

  private void duplicates(List<Value> values, SchemaNode schema, SchemaNode items, String path) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      String key = key(values.get(i), schema.listKeys(), items.defaults());
      Integer first = key == null ? null : seen.putIfAbsent(key, i);
      if (first != null) {
        problems.add(
            Code.DUPLICATE_ITEM,
            values.get(i),
            path + "[" + i + "]",
            "item with " + key + " is already given at line " + values.get(first).line());
      }
    }
  }

  /** Returns the item's key fields as text; null where one is absent and has no default. */
  private static @Nullable String key(
      Value item, List<String> names, Map<String, String> defaults) {
    if (!(item instanceof MappingValue mapping)) {
      return item instanceof ScalarValue scalar ? "value \"" + scalar.text() + "\"" : null;
    }
    StringBuilder key = new StringBuilder();
    for (String name : names) {
      String text = mapping.text(name);
      if (text == null) {
        text = defaults.get(name);
      }
      if (text == null) {
        return null;
      }
      key.append(key.length() == 0 ? "" : ", ").append(name).append(" \"").append(text);
      key.append('"');
    }
    return key.toString();
  }

  private void size(Value value, int size, String unit, SchemaNode schema, String path) {
    String words = ScalarCheck.sizeProblem(size, unit, schema.limits());
    if (words != null) {
      problems.add(Code.BAD_LENGTH, value, path, FieldPath.label(path) + words);
    }
  }
}
