package com.practice.jobflow.cli.manifest;

import java.util.ArrayList;
import java.util.List;

/** Collects the diagnostics of one document. */
public final class Problems {
  private final String file;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Creates an empty collection for a document of this file. */
  public Problems(String file) {
    this.file = file;
  }

  /** Adds one about a value. */
  public void add(Code code, Value value, String path, String message) {
    int length = value instanceof ScalarValue scalar ? scalar.text().length() : 1;
    boolean quoted = value instanceof ScalarValue scalar && scalar.quoted();
    diagnostics.add(
        new Diagnostic(
            code,
            new Location(file, value.line(), value.column()),
            Math.max(1, quoted ? length + 2 : length),
            path,
            message));
  }

  /** Adds one about a key. */
  public void addAtKey(Code code, MappingValue.Entry entry, String path, String message) {
    diagnostics.add(
        new Diagnostic(
            code,
            new Location(file, entry.line(), entry.column()),
            Math.max(1, entry.key().length()),
            path,
            message));
  }

  /** Returns what was added so far, in that order; the live list. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
