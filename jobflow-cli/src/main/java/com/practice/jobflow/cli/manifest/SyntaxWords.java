package com.practice.jobflow.cli.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what the parser means in words for people who do not know its grammar. */
final class SyntaxWords {
  private static final Map<String, String> HINTS =
      Map.of(
          "mapping values are not allowed here",
          "a ':' may not stand here; is the indentation of this line right, or should the text"
              + " before be quoted?",
          "could not find expected ':'",
          "a ':' is missing after a key; is the indentation of the lines before right?",
          "sequence entries are not allowed here",
          "a '-' may not stand here; is the indentation of this line right?");

  private SyntaxWords() {}

  static String message(@Nullable String context, @Nullable String problem) {
    String what = problem == null ? "" : problem;
    String hint = HINTS.get(what);
    if (hint != null) {
      return hint;
    }
    if (what.startsWith("expected <block end>, but found")) {
      return "the indentation of this line fits nothing above it (found "
          + what.substring("expected <block end>, but found".length()).trim()
          + ")";
    }
    boolean flow = context != null && context.contains("flow");
    if (flow && (what.contains("'<document start>'") || what.contains("'<stream end>'"))) {
      return "a '[' or '{' before this place is not closed";
    }
    String where = context == null ? "" : context.trim();
    return where.isEmpty() ? what : what + ", " + where;
  }
}
