package com.practice.jobflow.operator.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A part of the control plane that wrote its process id beside the kubeconfig, in NAME.pid, and
 * that can be started by the same command again.
 */
final class ClusterProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path pidFile;
  private final List<String> command = new ArrayList<>();
  private ProcessHandle process;

  /** Finds a part of the cluster that KUBECONFIG names. */
  ClusterProcess(String name) {
    this.pidFile = folder().resolve(name + ".pid");
    try {
      long pid = Long.parseLong(Files.readString(pidFile).trim());
      this.process = ProcessHandle.of(pid).orElseThrow();
    } catch (IOException unknown) {
      throw new UncheckedIOException(
          "these tests restart parts of the cluster: beside KUBECONFIG they look for", unknown);
    }
    ProcessHandle.Info info = process.info();
    command.add(info.command().orElseThrow());
    command.addAll(List.of(info.arguments().orElseThrow()));
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    Await.until(pidFile + " is gone", PATIENCE, () -> !runs());
  }

  /** Starts it again as it was; the dying one may hold its ports for a moment. */
  void start() {
    Await.until(pidFile + " runs again", PATIENCE, this::isStarted);
  }

  private boolean isStarted() {
    Path log = Path.of(pidFile.toString().replace(".pid", ".log"));
    try {
      Process started =
          new ProcessBuilder(command)
              .directory(folder().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (started.waitFor(3, TimeUnit.SECONDS)) {
        return false;
      }
      process = started.toHandle();
      Files.writeString(pidFile, started.pid() + "\n");
      return true;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  /** What has ended and waits for a parent to notice has no command any more. */
  private boolean runs() {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static Path folder() {
    return Path.of(System.getenv("KUBECONFIG")).toAbsolutePath().getParent();
  }
}
