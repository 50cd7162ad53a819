package com.practice.jobflow.cli.graph;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code graph -o} takes. */
enum GraphFormat {
  TEXT,
  DOT,
  MERMAID,
  JSON,
  SVG,
  PNG;

  /** Returns whether the output is one document that can show one JobFlow only. */
  boolean showsOneOnly() {
    return this == MERMAID || this == SVG || this == PNG;
  }

  /** Returns the format that a file's name asks for; text if it asks for none. */
  static GraphFormat of(@Nullable Path file) {
    String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "dot", "gv" -> DOT;
      case "mmd", "mermaid" -> MERMAID;
      case "json" -> JSON;
      case "svg" -> SVG;
      case "png" -> PNG;
      default -> TEXT;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
