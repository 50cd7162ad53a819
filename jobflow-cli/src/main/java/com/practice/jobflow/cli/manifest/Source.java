package com.practice.jobflow.cli.manifest;

import java.util.ArrayList;
import java.util.List;

/** The text of one file. */
public final class Source {
  private final String name;
  private final String text;
  private List<String> lines = List.of();

  Source(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Returns the file as the user named it; {@code <stdin>} for standard input. */
  public String name() {
    return name;
  }

  /** Returns all of it. */
  public String text() {
    return text;
  }

  /** Returns a line, counted from 1, without its end; empty text beyond the last. */
  public String line(int number) {
    if (lines.isEmpty()) {
      lines = new ArrayList<>(text.lines().toList());
    }
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }
}
