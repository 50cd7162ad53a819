package com.practice.jobflow.cli.schema;

import java.io.InputStream;

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

  InputStream open() {
    String name = "/com/practice/jobflow/model/crd/" + plural + ".api.practice.com.yaml";
    InputStream stream = CrdResource.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("not on the class path: " + name);
    }
    return stream;
  }
}
