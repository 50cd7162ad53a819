package com.practice.jobflow.cli.manifest;

/** Every code that a diagnostic can have; a number never changes its meaning. */
public enum Code {
  /** The file is not there. */
  MISSING_FILE(101, Severity.ERROR, "File not found");

  private final int number;
  private final Severity severity;
  private final String title;

  Code(int number, Severity severity, String title) {
    this.number = number;
    this.severity = severity;
    this.title = title;
  }

  /** Returns the code as it is printed, such as {@code JF101}. */
  public String id() {
    return "JF" + number;
  }

  /** Returns how bad it is. */
  public Severity severity() {
    return severity;
  }

  /** Returns a few words that name it. */
  public String title() {
    return title;
  }
}
