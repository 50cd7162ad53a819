package com.practice.jobflow.cli.graph;

/** What {@code graph -o} takes. */
enum GraphFormat {
  text,
  dot,
  mermaid,
  json;

  /** Returns whether the output is one document that can show one JobFlow only. */
  boolean showsOneOnly() {
    return this == mermaid;
  }
}
