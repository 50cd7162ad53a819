package com.practice.jobflow.cli.schema;

import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The CRDs that the model's jar carries. */
enum CrdResource {
  JOB_FLOW("JobFlow", "jobflows"),
  JOB_TEMPLATE("JobTemplate", "jobtemplates");

  private final String kind;
  private final String plural;

  CrdResource(String kind, String plural) {
    this.kind = kind;
    this.plural = plural;
  }

  String kind() {
    return kind;
  }

  /** Returns the CRD of this kind or plural in any case; null if there is none. */
  static @Nullable CrdResource named(String name) {
    for (CrdResource crd : values()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals(crd.kind.toLowerCase(Locale.ROOT)) || lower.equals(crd.plural)) {
        return crd;
      }
    }
    return null;
  }

  InputStream open() {
    String name = "/com/practice/jobflow/model/crd/" + plural + ".api.practice.com.yaml";
    InputStream stream = CrdResource.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("not on the class path: " + name);
    }
    return stream;
  }
}
