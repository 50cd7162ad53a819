package com.practice.jobflow.cli.run.container;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The docker or podman command.
 *
 * @param program its name, or the file that it is
 */
public record ContainerCommand(Dialect dialect, String program) {
  /** Docker's own. */
  public static final ContainerCommand DOCKER = new ContainerCommand(Dialect.DOCKER, "docker");

  /** Podman's own. */
  public static final ContainerCommand PODMAN = new ContainerCommand(Dialect.PODMAN, "podman");

  private static final long ANSWER_SECONDS = 15;

  /** Where the two differ. */
  public enum Dialect {
    /** Docker's: no pods. */
    DOCKER,
    /** Podman's: pods, and a removal that waits unless told not to. */
    PODMAN
  }

  /** Returns whether the command is there and can run containers now. */
  public boolean answers() {
    return run(List.of("info"), ANSWER_SECONDS);
  }

  /** Runs the command to its end without output; returns whether it succeeded in that time. */
  boolean run(List<String> arguments, long seconds) {
    Process process = null;
    try {
      process =
          new ProcessBuilder(line(arguments))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** Runs the command and returns the lines of its output; empty if it failed. */
  List<String> lines(List<String> arguments) {
    try {
      Process process = new ProcessBuilder(line(arguments)).redirectError(Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output.lines().toList() : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Returns the arguments that remove something at once, whether it runs or not. */
  List<String> removal(List<String> what) {
    List<String> arguments = new ArrayList<>(what);
    arguments.addAll(List.of("rm", "--force"));
    if (dialect == Dialect.PODMAN) {
      arguments.addAll(List.of("-t", "0")); // or it would wait for the container to end by itself
    }
    return arguments;
  }

  /** Returns program and arguments in one list. */
  List<String> line(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(program);
    line.addAll(arguments);
    return line;
  }
}
