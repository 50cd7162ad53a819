package com.practice.jobflow.cli.manifest;

/**
 * One thing to say about a place in a manifest.
 *
 * @param length how many characters of the line are meant, from the column on; 1 or more
 * @param path the field within its document, such as {@code spec.flows[3].name}; empty if none
 * @param message one line; it may quote the input, so it is escaped where it is printed
 */
public record Diagnostic(Code code, Location location, int length, String path, String message) {
  /** Returns how bad it is. */
  public Severity severity() {
    return code.severity();
  }
}
