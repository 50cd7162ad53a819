package com.practice.jobflow.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks the terminal for its size by {@code stty}, since Java has no call for it. */
final class TerminalSize {
  private TerminalSize() {}

  /** Returns lines and columns; zeros where nobody answers. */
  static int[] ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      String[] parts = answer.trim().split(" ", -1);
      return parts.length == 2
          ? new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])}
          : new int[] {0, 0};
    } catch (IOException | NumberFormatException e) {
      return new int[] {0, 0};
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new int[] {0, 0};
    }
  }
}
