package com.practice.jobflow.operator.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The operator as a process of its own, and what the kernel and its JVM say of it. */
final class MeasuredOperator implements AutoCloseable {
  /** A server's usual; what {@code getconf CLK_TCK} says on every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path output;

  private MeasuredOperator(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it as the image does, in as much memory as the manifests give it.
   *
   * @param jvmFlags added to those of the image
   */
  static MeasuredOperator start(
      Path jar, Path output, List<String> jvmFlags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(
        List.of(
            "-XX:MaxRAM=512m",
            "-XX:MaxRAMPercentage=60",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData"));
    command.addAll(jvmFlags);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().remove("KUBECONFIG");
      Process process = builder.redirectOutput(ProcessBuilder.Redirect.to(output.toFile())).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new MeasuredOperator(process, output);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns the processor time that it has taken, in seconds. */
  double cpuSeconds() {
    return cpuSeconds(read("stat"));
  }

  /** Returns the part of {@link #cpuSeconds} that compilers have taken whose threads still live. */
  double compilerSeconds() {
    double seconds = 0;
    for (File task : Objects.requireNonNull(proc("task").toFile().listFiles())) {
      String stat = read("task/" + task.getName() + "/stat");
      seconds += stat.matches("(?s).*\\(C[12] Compiler.*") ? cpuSeconds(stat) : 0;
    }
    return seconds;
  }

  private static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Forgets the greatest memory so far. */
  void resetPeak() {
    try {
      Files.writeString(proc("clear_refs"), "5");
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Returns the greatest resident memory since {@link #resetPeak}, in MiB. */
  double peakMiB() {
    return status("VmHWM") / 1024.0;
  }

  double residentMiB() {
    return status("VmRSS") / 1024.0;
  }

  /** Returns the bytes of all objects that are still reachable; collects the rest before. */
  long liveBytes() {
    // what waits for a finalizer or hangs on a reference goes one collection later
    jcmd("GC.run");
    jcmd("GC.run");
    return bytes(name -> true);
  }

  /**
   * Returns the bytes of reachable objects of our classes and of Kubernetes' model, without the
   * strings and tables that they hold: what the JVM and the libraries keep for themselves comes and
   * goes by more than many JobFlows take.
   */
  long recordBytes() {
    return bytes(
        name ->
            name.startsWith("com.practice.jobflow.")
                || name.startsWith("io.fabric8.kubernetes.api.model."));
  }

  private long bytes(Predicate<String> classes) {
    return jcmd("GC.class_histogram")
        .lines()
        .map(line -> line.trim().split("\\s+", -1))
        .filter(words -> words.length >= 4 && words[0].endsWith(":") && classes.test(words[3]))
        .mapToLong(words -> Long.parseLong(words[2]))
        .sum();
  }

  String jcmd(String... command) {
    List<String> words = new ArrayList<>(List.of(tool("jcmd"), Long.toString(process.pid())));
    words.addAll(List.of(command));
    try {
      Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean hasSaid(String words) {
    try {
      return Files.readString(output).contains(words);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a node failure would. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Ends it as Kubernetes does. */
  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private long status(String field) {
    return read("status")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private String read(String file) {
    try {
      return Files.readString(proc(file));
    } catch (IOException gone) {
      throw new IllegalStateException("the operator has ended; see " + output, gone);
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  private static String tool(String name) {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + name;
  }
}
