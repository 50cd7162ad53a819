package com.practice.jobflow.cli.check;

import com.google.common.base.Ascii;
import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.k8s.job.JobLabels;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what the API server asks of names and labels and no CRD can say. */
final class ObjectNames {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int MOST_ANNOTATION_BYTES = 256 << 10;

  private final MappingValue root;
  private final Problems problems;

  ObjectNames(MappingValue root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  void check() {
    MappingValue metadata = root.mapping("metadata");
    if (metadata == null) {
      if (root.get("metadata") == null) {
        problems.add(
            Code.NO_NAME, root, "metadata.name", "metadata.name is missing; give it a name");
      }
      return;
    }
    Value name = metadata.get("name");
    if (name == null && metadata.get("generateName") == null) {
      problems.add(
          Code.NO_NAME, metadata, "metadata.name", "metadata.name is missing; give it a name");
    }
    if (name != null) {
      name(name, "metadata.name", true);
    }
    Value namespace = metadata.get("namespace");
    if (namespace != null) {
      name(namespace, "metadata.namespace", false);
    }
    labels(metadata.mapping("labels"), "metadata.labels", Set.of());
    annotations(metadata.mapping("annotations"), "metadata.annotations");
    MappingValue spec = root.mapping("spec");
    MappingValue global = spec == null ? null : spec.mapping("globalParams");
    labels(
        global == null ? null : global.mapping("labels"),
        "spec.globalParams.labels",
        JobLabels.KEYS);
    annotations(
        global == null ? null : global.mapping("annotations"), "spec.globalParams.annotations");
  }

  private void name(Value value, String path, boolean dots) {
    if (!(value instanceof ScalarValue scalar) || scalar.kind() != ScalarValue.Kind.STRING) {
      return;
    }
    String text = scalar.text();
    int longest = dots ? LONGEST_NAME : LONGEST_LABEL;
    if (!isName(text, dots) || text.length() > longest) {
      problems.add(
          Code.BAD_NAME,
          value,
          path,
          "\""
              + text
              + "\" is no "
              + (dots ? "name" : "namespace")
              + " in Kubernetes: use up to "
              + longest
              + " of a-z, 0-9"
              + (dots ? ", '-' and '.'" : " and '-'")
              + ", with a letter or digit at both ends");
    }
  }

  private static boolean isName(String text, boolean dots) {
    if (text.isEmpty()) {
      return false;
    }
    boolean edge = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean last = i == text.length() - 1;
      if (!letter && (edge || last || !(c == '-' || (dots && c == '.')))) {
        return false;
      }
      // After a dot a new part begins, which begins with a letter or digit again.
      if (c == '.' && text.charAt(i - 1) == '-') {
        return false;
      }
      edge = c == '.';
    }
    return true;
  }

  /** Checks labels; of those that are overwritten, no value reaches an API server. */
  private void labels(@Nullable MappingValue labels, String path, Set<String> overwritten) {
    if (labels == null) {
      return;
    }
    for (MappingValue.Entry entry : labels.entries()) {
      String child = FieldPath.child(path, entry.key());
      if (!isKey(entry.key())) {
        problems.addAtKey(
            Code.BAD_LABEL, entry, child, "\"" + entry.key() + "\" is no key of a label");
      }
      if (entry.value() instanceof ScalarValue scalar
          && scalar.kind() == ScalarValue.Kind.STRING
          && !overwritten.contains(entry.key())
          && !isLabel(scalar.text())) {
        problems.add(
            Code.BAD_LABEL,
            scalar,
            child,
            "the value of a label has at most 63 letters, digits, '-', '_' and '.', with a letter"
                + " or digit at both ends");
      }
    }
  }

  private void annotations(@Nullable MappingValue annotations, String path) {
    if (annotations == null) {
      return;
    }
    long bytes = 0;
    for (MappingValue.Entry entry : annotations.entries()) {
      if (!isKey(Ascii.toLowerCase(entry.key()))) {
        problems.addAtKey(
            Code.BAD_ANNOTATION,
            entry,
            FieldPath.child(path, entry.key()),
            "\"" + entry.key() + "\" is no key of an annotation");
      }
      bytes += bytes(entry.key());
      if (entry.value() instanceof ScalarValue scalar) {
        bytes += bytes(scalar.text());
      }
    }
    if (bytes > MOST_ANNOTATION_BYTES) {
      problems.add(
          Code.BAD_ANNOTATION,
          annotations,
          path,
          "annotations have "
              + bytes
              + " bytes; an object can have "
              + MOST_ANNOTATION_BYTES
              + " bytes of them");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isKey(String key) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "a" : key.substring(0, slash);
    String name = key.substring(slash + 1);
    return !name.isEmpty()
        && isLabel(name)
        && isName(prefix, true)
        && prefix.length() <= LONGEST_NAME;
  }

  private static boolean isLabel(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean inner = i > 0 && i < text.length() - 1;
      if (!letter && !(inner && (c == '-' || c == '_' || c == '.'))) {
        return false;
      }
    }
    return text.length() <= LONGEST_LABEL;
  }
}
