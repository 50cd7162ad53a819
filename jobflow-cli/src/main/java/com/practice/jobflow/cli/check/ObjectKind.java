package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.schema.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which of our kinds a document is meant to be. */
final class ObjectKind {
  static final String JOB_FLOW = "JobFlow";
  static final String JOB_TEMPLATE = "JobTemplate";
  static final String GROUP = "api.practice.com";
  static final String API_VERSION = GROUP + "/v1alpha1";

  private static final List<String> KINDS = List.of(JOB_FLOW, JOB_TEMPLATE);

  private ObjectKind() {}

  /** Returns our kind; null if the object is somebody else's or its kind is missing. */
  static @Nullable String of(Document document, Problems problems) {
    MappingValue root = document.root();
    String kind = root.text("kind");
    String apiVersion = root.text("apiVersion");
    boolean ourGroup = apiVersion != null && apiVersion.startsWith(GROUP + "/");
    if (kind == null) {
      // A directory holds values files and the like; a file that is named is meant to be ours.
      if (ourGroup || (apiVersion == null && document.source().isNamed())) {
        complain(
            root,
            "kind",
            Code.BAD_KIND,
            "kind is missing; expected JobFlow or JobTemplate",
            problems);
      }
      return null;
    }
    if (!KINDS.contains(kind)) {
      return foreign(root, kind, ourGroup, apiVersion, problems);
    }
    if (apiVersion == null) {
      complain(
          root,
          "apiVersion",
          Code.BAD_API_VERSION,
          "apiVersion is missing; expected " + API_VERSION,
          problems);
    } else if (!apiVersion.equals(API_VERSION)) {
      complain(root, "apiVersion", Code.BAD_API_VERSION, wrongVersion(kind, apiVersion), problems);
    }
    return kind;
  }

  private static @Nullable String foreign(
      MappingValue root,
      String kind,
      boolean ourGroup,
      @Nullable String apiVersion,
      Problems problems) {
    String nearest = Spelling.nearest(kind, KINDS);
    boolean nearGroup =
        apiVersion == null || Spelling.nearest(apiVersion, List.of(API_VERSION)) != null;
    if (ourGroup || (nearest != null && nearGroup)) {
      complain(
          root,
          "kind",
          Code.BAD_KIND,
          "unknown kind \""
              + kind
              + "\""
              + (nearest == null
                  ? "; expected JobFlow or JobTemplate"
                  : "; did you mean \"" + nearest + "\"?"),
          problems);
    }
    return nearest != null && (ourGroup || nearGroup) ? nearest : null;
  }

  private static String wrongVersion(String kind, String apiVersion) {
    boolean near =
        Spelling.nearest(apiVersion, List.of(API_VERSION)) != null
            || apiVersion.startsWith(GROUP + "/")
            || apiVersion.endsWith("/v1alpha1");
    return "unknown apiVersion \""
        + apiVersion
        + "\" of a "
        + kind
        + (near ? "; did you mean \"" : "; expected \"")
        + API_VERSION
        + (near ? "\"?" : "\"");
  }

  private static void complain(
      MappingValue root, String field, Code code, String message, Problems problems) {
    MappingValue.Entry entry = root.entry(field);
    problems.add(code, entry == null ? root : entry.value(), field, message);
  }
}
