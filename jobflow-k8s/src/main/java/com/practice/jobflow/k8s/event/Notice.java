package com.practice.jobflow.k8s.event;

/**
 * Something to tell about a JobFlow.
 *
 * @param kind whether somebody should look
 * @param reason a CamelCase word, part of the API
 * @param note one line for people
 */
public record Notice(Kind kind, String reason, String note) {
  /** Whether somebody should look. */
  public enum Kind {
    NORMAL,
    WARNING
  }

  /** Returns a notice that all goes well. */
  public static Notice normal(String reason, String note) {
    return new Notice(Kind.NORMAL, reason, note);
  }

  /** Returns a notice that somebody should look. */
  public static Notice warning(String reason, String note) {
    return new Notice(Kind.WARNING, reason, note);
  }
}
