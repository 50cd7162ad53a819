package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs that a person installs and looks with. */
final class Program {
  private static final long TIMEOUT_SECONDS = 180;

  private Program() {}

  /** Runs a program, which must succeed, and returns all that it printed. */
  static String run(String... command) {
    try {
      Path output = Files.createTempFile("jobflow", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        String printed = Files.readString(output);
        assertThat(ended).as("%s ends; it printed %s", List.of(command), printed).isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), printed).isZero();
        return printed;
      } finally {
        Files.delete(output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }
}
