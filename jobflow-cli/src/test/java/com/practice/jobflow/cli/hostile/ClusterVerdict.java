package com.practice.jobflow.cli.hostile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What API server and operator make of a manifest.
 *
 * @param kind the verdict
 * @param why in the server's or the operator's words
 */
record ClusterVerdict(Kind kind, String why) {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Cancelled");

  enum Kind {
    /** By the API server. */
    REFUSED,
    /** By the operator. */
    INVALID,
    /** It ran to an end, or waits for what its author or somebody else has to do, and says so. */
    FINE,
    /** It is nowhere: neither ended, nor does it say what it waits for. */
    STUCK,
    /** The API server failed, or the operator could not read what the server had accepted. */
    BROKEN
  }

  boolean refused() {
    return kind == Kind.REFUSED || kind == Kind.INVALID;
  }

  static ClusterVerdict ofAnswer(int code, String body) {
    if (code == 500 && body.contains("request is too large")) {
      return new ClusterVerdict(Kind.REFUSED, "too large");
    }
    return new ClusterVerdict(code < 500 ? Kind.REFUSED : Kind.BROKEN, code + " " + body);
  }

  /** Returns the verdict on a JobFlow that was accepted; stuck until it can be told. */
  static ClusterVerdict ofObject(
      @Nullable Map<String, Object> object, Map<String, Object> written) {
    if (object == null) {
      boolean mayGo = Tree.map(written.get("spec")).containsKey("ttlSecondsAfterFinished");
      return new ClusterVerdict(mayGo ? Kind.FINE : Kind.STUCK, "gone");
    }
    Map<String, Object> status = Tree.map(object.get("status"));
    String phase = String.valueOf(status.get("phase"));
    String stalled = reason(status, "Stalled");
    if (stalled.startsWith("Unreadable")) {
      return new ClusterVerdict(Kind.BROKEN, stalled + ": " + status.get("message"));
    }
    if (phase.equals("Invalid")) {
      return new ClusterVerdict(Kind.INVALID, String.valueOf(status.get("message")));
    }
    boolean waits = phase.equals("Suspended") || !stalled.isEmpty();
    boolean fine = ENDED.contains(phase) || waits;
    return new ClusterVerdict(fine ? Kind.FINE : Kind.STUCK, phase + " " + stalled + " " + status);
  }

  private static String reason(Map<String, Object> status, String type) {
    List<Object> conditions = Tree.list(status.get("conditions"));
    return conditions.stream()
        .map(Tree::map)
        .filter(condition -> type.equals(condition.get("type")))
        .filter(condition -> "True".equals(condition.get("status")))
        .map(condition -> String.valueOf(condition.get("reason")))
        .findFirst()
        .orElse("");
  }
}
