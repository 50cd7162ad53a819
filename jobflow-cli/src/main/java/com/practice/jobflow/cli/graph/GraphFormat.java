package com.practice.jobflow.cli.graph;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code graph -o} takes. */
enum GraphFormat {
  text,
  dot,
  mermaid,
  json,
  svg,
  png;

  /** What the names of files may end in. */
  static final String EXTENSIONS = ".txt, .dot, .gv, .mmd, .mermaid, .json, .svg, .png";

  /** Returns whether the output is one document that can show one JobFlow only. */
  boolean showsOneOnly() {
    return this == mermaid || this == svg || this == png;
  }

  /** Returns the end of a file's name from the last dot on, in lower case; empty if it has none. */
  static String extension(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot) : "";
  }

  /**
   * Returns the format that an extension asks for; null if it is not one of {@link #EXTENSIONS}.
   */
  static @Nullable GraphFormat ofExtension(String extension) {
    return switch (extension) {
      case ".txt" -> text;
      case ".dot", ".gv" -> dot;
      case ".mmd", ".mermaid" -> mermaid;
      case ".json" -> json;
      case ".svg" -> svg;
      case ".png" -> png;
      default -> null;
    };
  }
}
