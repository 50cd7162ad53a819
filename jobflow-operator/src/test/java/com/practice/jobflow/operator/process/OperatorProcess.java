package com.practice.jobflow.operator.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An operator that runs as it is shipped: {@code java -jar target/jobflow-operator.jar}, with its
 * log in JSON and on ports that were free. Ended by {@link #close()} at the latest.
 */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private OperatorProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "operator-output-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one against the cluster that KUBECONFIG names, with further options. */
  public static OperatorProcess start(String... options) {
    return start(Path.of(System.getenv("KUBECONFIG")), options);
  }

  /** Starts one against the cluster that a kubeconfig names; later options win. */
  public static OperatorProcess start(Path kubeconfig, String... options) {
    List<String> all = new ArrayList<>();
    all.add("--kubeconfig=" + kubeconfig);
    all.addAll(
        List.of(
            "--log-format=json", "--health-address=127.0.0.1:0", "--metrics-address=127.0.0.1:0"));
    for (String option : options) {
      String name = option.replaceFirst("=.*", "=");
      all.removeIf(earlier -> earlier.startsWith(name));
      all.add(option);
    }
    return launch(List.of("-XX:+ExitOnOutOfMemoryError"), all);
  }

  /** Starts one with these options and no others. */
  public static OperatorProcess launch(List<String> jvmOptions, List<String> options) {
    Path jar = Path.of("target", "jobflow-operator.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("there is no " + jar.toAbsolutePath() + "; run `package`");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(options);
    try {
      return new OperatorProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the process's number. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns all lines so far. */
  public List<String> output() {
    return List.copyOf(output);
  }

  /** Waits until {@code /readyz} is content; standbys are ready, too. */
  public OperatorProcess awaitReady() {
    awaitLine("Listening");
    await("is not ready", () -> get("/readyz").statusCode() == 200);
    return this;
  }

  /** Waits until it has the lease and works. */
  public OperatorProcess awaitLeading() {
    awaitLine("Running JobFlows");
    return this;
  }

  /** Waits for a line with this text and returns it. */
  public String awaitLine(String text) {
    return awaitLine(line -> line.contains(text), "says nothing of '" + text + "'");
  }

  /** Waits for a line like this and returns it. */
  public String awaitLine(Predicate<String> like, String otherwise) {
    Waiting waiter = new Waiting(like, new CompletableFuture<>());
    waiting.add(waiter);
    output.stream().filter(like).findFirst().ifPresent(waiter.found()::complete);
    try {
      return waiter.found().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("the operator " + otherwise + ":\n" + log(), late);
    } catch (Exception surprise) {
      throw new AssertionError("the operator " + otherwise + ":\n" + log(), surprise);
    } finally {
      waiting.remove(waiter);
    }
  }

  /** Asks the probes' address, or the metrics' for {@code /metrics}. */
  public HttpResponse<String> get(String path) {
    String server = address(path.equals("/metrics") ? "metrics" : "probes");
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://" + server + path))
              .timeout(Duration.ofSeconds(10))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** SIGTERM. */
  public void terminate() {
    // not destroy(): it closes the pipe, and the last lines are lost
    signal("TERM");
  }

  /** SIGKILL. */
  public void kill() {
    signal("KILL");
    awaitExit(PATIENCE);
  }

  /** SIGSTOP: it stands still and does not know. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /** Waits for its end and returns the exit status: 128 and the signal's number after a signal. */
  public int awaitExit(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the operator has not ended within " + patience + ":\n" + log());
      }
      reader.join(PATIENCE.toMillis());
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit(PATIENCE);
  }

  private String log() {
    return String.join("\n", output);
  }

  private String address(String which) {
    Matcher address =
        Pattern.compile("\"" + which + "\":\"([^\"]+)\"").matcher(awaitLine("\"Listening\""));
    if (!address.find()) {
      throw new AssertionError("the operator does not say where it listens:\n" + log());
    }
    return address.group(1);
  }

  /** Waits until something is so. */
  public void await(String otherwise, Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(() -> !isAlive() || condition.call());
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("the operator " + otherwise + ":\n" + log(), late);
    }
    if (!isAlive()) {
      throw new AssertionError("the operator has ended:\n" + log());
    }
  }

  private void signal(String name) {
    try {
      int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
      if (status != 0) {
        throw new AssertionError("kill -" + name + " " + pid() + " ended with " + status);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        for (Waiting waiter : waiting) {
          if (waiter.like().test(line)) {
            waiter.found().complete(line);
          }
        }
      }
    } catch (IOException ended) {
      output.add("(no more output: " + ended.getMessage() + ")");
    }
    AssertionError over = new AssertionError("the operator has ended");
    waiting.forEach(waiter -> waiter.found().completeExceptionally(over));
  }

  private record Waiting(Predicate<String> like, CompletableFuture<String> found) {}
}
