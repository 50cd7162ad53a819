package com.practice.jobflow.cli.manifest;

import org.jspecify.annotations.Nullable;

/** The text of one file. */
public final class Source {
  private final String name;
  private final String text;
  private final boolean named;
  private int @Nullable [] starts;

  Source(String name, String text, boolean named) {
    this.name = name;
    this.text = text;
    this.named = named;
  }

  /** Returns the file as the user named it; {@code <stdin>} for standard input. */
  public String name() {
    return name;
  }

  /** Returns whether the user named this very file, not a directory that it is in. */
  public boolean isNamed() {
    return named;
  }

  /** Returns all of it. */
  public String text() {
    return text;
  }

  /** Returns a line, counted from 1, without its end; empty text beyond the last. */
  public String line(int number) {
    int[] lines = starts();
    if (number < 1 || number > lines.length) {
      return "";
    }
    int end = number < lines.length ? lines[number] : text.length();
    int start = lines[number - 1];
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Returns whether this is JSON, as kubectl tells it: by its first character. */
  boolean isJson() {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > ' ') {
        return text.charAt(i) == '{';
      }
    }
    return false;
  }

  /** Returns the first line from this one on that begins a document; -1 if there is none. */
  int documentMark(int line) {
    int[] lines = starts();
    for (int i = line - 1; i < lines.length; i++) {
      if (text.startsWith("---", lines[i])) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Returns the text from this line on. */
  String from(int line) {
    return text.substring(starts()[line - 1]);
  }

  private int[] starts() {
    int[] known = starts;
    if (known != null) {
      return known;
    }
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      count += endsLine(i) ? 1 : 0;
    }
    int[] found = new int[count];
    int next = 1;
    for (int i = 0; i < text.length(); i++) {
      if (endsLine(i)) {
        found[next++] = i + 1;
      }
    }
    starts = found;
    return found;
  }

  private boolean endsLine(int i) {
    char c = text.charAt(i);
    return c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
  }
}
