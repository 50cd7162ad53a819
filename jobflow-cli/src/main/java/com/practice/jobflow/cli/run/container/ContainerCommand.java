package com.practice.jobflow.cli.run.container;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
  private static final int NO_PROGRAM = 127;

  /** Where the two differ. */
  public enum Dialect {
    /** Docker's: no pods. */
    DOCKER,
    /** Podman's: pods, and a removal that waits unless told not to. */
    PODMAN
  }

  /**
   * Returns why this command cannot run containers on this machine now; empty if it can.
   *
   * <p>Docker's daemon either answers or not. Podman answers in any case, so it is made to start a
   * container from an empty folder, which has to fail for want of a program and for no other
   * reason.
   */
  public Optional<String> obstacle() {
    if (!run(List.of("info"), ANSWER_SECONDS)) {
      return Optional.of(program + " does not answer");
    }
    return dialect == Dialect.PODMAN ? obstacleToStart() : Optional.empty();
  }

  private Optional<String> obstacleToStart() {
    Path root = null;
    try {
      root = Files.createTempDirectory("jobflow-probe-");
      List<String> probe =
          List.of("run", "--rm", "--network=none", "--rootfs", root.toString(), "/jobflow-probe");
      Process process = new ProcessBuilder(line(probe)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == NO_PROGRAM
          ? Optional.empty()
          : Optional.of(program + " cannot start containers (" + output + ")");
    } catch (IOException e) {
      return Optional.of(program + " cannot be tried: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      delete(root);
    }
  }

  private static void delete(@Nullable Path folder) {
    try {
      if (folder != null) {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      return; // an empty skeleton in the temporary directory hurts nobody
    }
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
