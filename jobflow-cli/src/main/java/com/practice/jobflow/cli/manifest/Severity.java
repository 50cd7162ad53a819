package com.practice.jobflow.cli.manifest;

/** How bad a diagnostic is. */
public enum Severity {
  /** It will not run, or not as written. */
  ERROR("error"),
  /** It will run, and something about it deserves a look. */
  WARNING("warning"),
  /** Worth knowing, no fault. */
  NOTE("note");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** Returns the word that output uses. */
  public String word() {
    return word;
  }
}
