package com.practice.jobflow.operator.faults;

import com.practice.jobflow.operator.OperatorMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The operator as a process of its own behind a proxy of its own, which a test may end at will. */
final class OperatorUnderTest implements AutoCloseable {
  private final FaultProxy proxy;
  private final Path folder;
  private final List<String> options;
  private @Nullable Process process;
  private int starts;

  /**
   * Prepares one.
   *
   * @param folder for kubeconfig and logs
   */
  OperatorUnderTest(FaultProxy proxy, Path folder, String... options) {
    this.proxy = proxy;
    this.folder = folder;
    this.options = List.of(options);
  }

  FaultProxy proxy() {
    return proxy;
  }

  void start() {
    try {
      Path kubeconfig = folder.resolve("kubeconfig");
      proxy.writeKubeconfig(kubeconfig);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), OperatorMain.class.getName()));
      command.addAll(List.of("--kubeconfig", kubeconfig.toString()));
      command.addAll(List.of("--health-address", "127.0.0.1:0"));
      command.addAll(List.of("--metrics-address", "127.0.0.1:0"));
      command.addAll(options);
      File log = folder.resolve("operator-" + ++starts + ".log").toFile();
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /** Waits until it sees JobFlows and Jobs. */
  void awaitWatching() {
    Await.until(
        "the operator watches; it says " + log(),
        Duration.ofSeconds(Campaign.PATIENCE_SECONDS),
        () -> proxy.watches().watching("jobs") > 0 && proxy.watches().watching("jobflows") > 0);
  }

  /**
   * SIGKILL: no thread of it runs any more when this returns, nor is anything of it on the wire.
   */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
      proxy.forgetClients();
    }
  }

  /** SIGTERM: returns the exit status. */
  int terminate() throws InterruptedException {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    running.destroy();
    if (!running.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; it says " + log());
    }
    return running.exitValue();
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.pid();
  }

  /** Returns what it has written to its log, in all its lives. */
  String log() {
    StringBuilder log = new StringBuilder();
    for (int life = 1; life <= starts; life++) {
      try {
        log.append(Files.readString(folder.resolve("operator-" + life + ".log")));
      } catch (IOException unreadable) {
        log.append(unreadable);
      }
    }
    return log.toString();
  }

  @Override
  public void close() {
    kill();
    proxy.close();
  }
}
