package com.practice.jobflow.cli.report;

/** The formats of {@code validate -o}; lower case, as the user types them. */
public enum OutputFormat {
  /** For people. */
  text,
  /** For scripts. */
  json,
  /** For code hosts and editors. */
  sarif,
  /** For GitHub Actions. */
  github
}
