package com.practice.jobflow.cli.hostile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What API server and operator make of a manifest.
 *
 * @param kind the verdict
 * @param why in the server's or the operator's words
 */
record ClusterVerdict(Kind kind, String why) {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Cancelled");

  private static final Pattern CAUSE = Pattern.compile("\"reason\":\"FieldValue[^}]*");
  private static final String EMPTY_TEXT = "must be of type string: \\\"null\\\"";

  enum Kind {
    /** By the API server. */
    REFUSED,
    /** Not judged: there is another of this name. */
    TAKEN,
    /** By the operator. */
    INVALID,
    /**
     * By the API server, when the operator created the Job: only it knows all rules of a Job and
     * its admission plug-ins, so {@code validate} may say so or not.
     */
    REFUSED_AS_JOB,
    /**
     * An API server of 1.20 that is built with a Go of 1.17 or later takes an empty text for null
     * and refuses it; no other does.
     */
    EMPTY_TEXT_REFUSED,
    /** It ran to an end, or waits for what its author or somebody else has to do, and says so. */
    FINE,
    /**
     * It ended or waits as {@link #FINE} says, and nobody saw a Job of it: there was none, or all
     * went first. So what the API server would say of its Jobs is open.
     */
    NO_JOB_SEEN,
    /** It is nowhere: neither ended, nor does it say what it waits for. */
    STUCK,
    /** The API server failed, or the operator could not read what the server had accepted. */
    BROKEN
  }

  boolean refused() {
    return kind == Kind.REFUSED || kind == Kind.INVALID;
  }

  boolean agreesWith(DeskVerdict desk) {
    return switch (kind) {
      case REFUSED, INVALID -> desk.refused();
      case FINE -> !desk.refused();
      case NO_JOB_SEEN -> !desk.refused() || desk.refusedForItsJobs();
      case REFUSED_AS_JOB, EMPTY_TEXT_REFUSED -> true;
      case STUCK, BROKEN, TAKEN -> false;
    };
  }

  static ClusterVerdict ofAnswer(int code, String body) {
    if (code == 500 && body.contains("request is too large")) {
      return new ClusterVerdict(Kind.REFUSED, "too large");
    }
    if (code == 500 && body.contains("Object 'apiVersion' is missing")) {
      return new ClusterVerdict(Kind.REFUSED, "no apiVersion");
    }
    if (code == 409 && body.contains("\"reason\":\"AlreadyExists\"")) {
      return new ClusterVerdict(Kind.TAKEN, code + " " + body);
    }
    boolean emptyText =
        CAUSE.matcher(body).results().count() > 0
            && CAUSE.matcher(body).results().allMatch(cause -> cause.group().contains(EMPTY_TEXT));
    Kind kind = emptyText ? Kind.EMPTY_TEXT_REFUSED : Kind.REFUSED;
    return new ClusterVerdict(code < 500 ? kind : Kind.BROKEN, code + " " + body);
  }

  /** Returns the verdict on a JobFlow that was accepted; stuck until it can be told. */
  static ClusterVerdict ofObject(
      @Nullable Map<String, Object> object, Map<String, Object> written) {
    if (object == null) {
      boolean mayGo = Tree.map(written.get("spec")).containsKey("ttlSecondsAfterFinished");
      return new ClusterVerdict(mayGo ? Kind.NO_JOB_SEEN : Kind.STUCK, "gone");
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
    if (!ENDED.contains(phase) && !waits) {
      return new ClusterVerdict(Kind.STUCK, phase + " " + status);
    }
    boolean refusedAsJob = status.toString().contains("reason=InvalidTemplate");
    boolean started =
        Tree.list(status.get("flows")).stream()
            .anyMatch(flow -> Tree.map(flow).containsKey("startTime"));
    Kind unrefused = started ? Kind.FINE : Kind.NO_JOB_SEEN;
    return new ClusterVerdict(
        refusedAsJob ? Kind.REFUSED_AS_JOB : unrefused, phase + " " + stalled + " " + status);
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
