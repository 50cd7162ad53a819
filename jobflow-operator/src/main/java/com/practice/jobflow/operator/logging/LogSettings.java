package com.practice.jobflow.operator.logging;

import org.slf4j.event.Level;

/**
 * What is logged, and how.
 *
 * @param format how a line looks
 * @param level the least that is logged of our own; of the libraries, warnings
 */
public record LogSettings(Format format, Level level) {
  /** Lines for people, from informative ones on. */
  public static final LogSettings DEFAULT = new LogSettings(Format.TEXT, Level.INFO);

  /** How a line looks. */
  public enum Format {
    /** For people. */
    TEXT,
    /** A JSON object, for machines. */
    JSON
  }
}
