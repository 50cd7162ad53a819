package com.practice.jobflow.cli.run.progress;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A file that a container writes to while it is read, line by line. */
final class LogFile {
  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_LINE = 8 * 1024;

  private final Path file;
  private long position;
  private byte[] rest = new byte[0];

  LogFile(Path file) {
    this.file = file;
  }

  /** Passes on the lines that were completed since the last call. */
  void read(Consumer<String> lines) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] chunk = new byte[CHUNK];
      in.seek(position);
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        position += count;
        split(chunk, count, lines);
      }
    } catch (IOException e) {
      // Not there yet: its container has not begun to write.
      return;
    }
  }

  /** Passes on what is left without a line break. */
  void finish(Consumer<String> lines) {
    read(lines);
    if (rest.length > 0) {
      lines.accept(text(rest));
      rest = new byte[0];
    }
  }

  /** Returns the last lines of a file; empty if it cannot be read. */
  static List<String> tail(Path file, int count) {
    List<String> lines = new ArrayList<>();
    LogFile log = new LogFile(file);
    log.position = Math.max(0, file.toFile().length() - (long) count * LONGEST_LINE);
    log.finish(lines::add);
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private void split(byte[] chunk, int count, Consumer<String> lines) {
    int from = 0;
    for (int at = 0; at < count; at++) {
      boolean full = rest.length + at - from >= LONGEST_LINE;
      if (chunk[at] == '\n' || full) {
        int to = full && chunk[at] != '\n' ? at + 1 : at;
        lines.accept(text(joined(chunk, from, to)));
        rest = new byte[0];
        from = at + 1;
      }
    }
    rest = joined(chunk, from, count);
  }

  private byte[] joined(byte[] chunk, int from, int to) {
    byte[] joined = new byte[rest.length + to - from];
    System.arraycopy(rest, 0, joined, 0, rest.length);
    System.arraycopy(chunk, from, joined, rest.length, to - from);
    return joined;
  }

  /** Of a line that overwrites itself, as progress bars do, the last version is kept. */
  private static String text(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    return whole.substring(whole.lastIndexOf('\r') + 1);
  }
}
