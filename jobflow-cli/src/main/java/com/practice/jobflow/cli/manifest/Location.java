package com.practice.jobflow.cli.manifest;

/**
 * A place in a manifest.
 *
 * @param file the file as the user named it; {@code <stdin>} for standard input
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param column counted from 1 in characters; 0 where the file as a whole is meant
 */
public record Location(String file, int line, int column) {
  /** Returns the place that means the file as a whole. */
  public static Location ofFile(String file) {
    return new Location(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
