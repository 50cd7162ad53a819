package com.practice.jobflow.cli.run.session;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes that can be signalled with everything they have started, and that a shell
 * watcher kills when this program is gone. Thread-safe.
 */
public final class Sessions {
  // What a shell can hold as a variable; anything else it would drop, so env(1) has to carry it
  // past.
  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final List<String> leader;
  private final String script;

  private Sessions(List<String> leader) {
    this.leader = leader;
    this.script = script();
  }

  /** Returns the best way that this machine has to start a session. */
  public static Sessions onThisMachine() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    if (find("setsid", path) != null) {
      return new Sessions(List.of("setsid"));
    }
    if (find("perl", path) != null) {
      // macOS has no setsid(1), but perl.
      return new Sessions(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV"));
    }
    return new Sessions(List.of());
  }

  /** Returns the file that a command's name means; null if no folder of PATH has one to execute. */
  public static @Nullable Path find(String program, String path) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  /**
   * Starts a process.
   *
   * @param ended called once with the exit code (128 and the signal's number after a signal), from
   *     any thread; whatever the process has left running in its session is killed at the same time
   * @throws IOException if the machine cannot start it
   */
  public Session start(Launch launch, IntConsumer ended) throws IOException {
    List<String> command = new ArrayList<>(leader);
    command.addAll(List.of("sh", "-c", script, "jobflow", leader.isEmpty() ? "self" : "group"));
    command.add(launch.orphaned());
    ProcessBuilder builder = new ProcessBuilder();
    List<String> oddVariables = new ArrayList<>();
    launch
        .environment()
        .forEach(
            (name, value) -> {
              if (SHELL_NAME.matcher(name).matches()) {
                builder.environment().put(name, value);
              } else {
                oddVariables.add(name + "=" + value);
              }
            });
    if (!oddVariables.isEmpty()) {
      command.add("env");
      command.addAll(oddVariables);
    }
    command.addAll(launch.command());
    builder.command(command).redirectErrorStream(true);
    builder.redirectOutput(Redirect.to(launch.output().toFile()));
    if (launch.directory() != null) {
      builder.directory(launch.directory().toFile());
    }
    Process process = builder.start();
    Session session = new Session(process, leader.isEmpty());
    var unused =
        process
            .onExit()
            .thenAccept(
                gone -> {
                  session.release();
                  ended.accept(gone.exitValue());
                });
    return session;
  }

  /**
   * Kills every process of this user that has this variable in the environment it was started with,
   * which finds those that have left their session. Does nothing where there is no /proc.
   */
  public static void killMarked(Map.Entry<String, String> mark) {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return;
    }
    String wanted = mark.getKey() + "=" + mark.getValue() + "\0";
    long self = ProcessHandle.current().pid();
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self && environ(process.pid()).contains(wanted))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String environ(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // another user's, or gone by now
    }
  }

  private static String script() {
    try (InputStream in = Sessions.class.getResourceAsStream("lifeline.sh")) {
      String commented =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      // It stands in the watchers' command lines, where ps would show its comments.
      return commented.lines().filter(line -> !line.startsWith("#")).collect(joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that was started and may have ended. */
  public static final class Session {
    private final Process process;
    private final boolean alone;
    private final OutputStream lifeline;

    private Session(Process process, boolean alone) {
      this.process = process;
      this.alone = alone;
      this.lifeline = process.getOutputStream();
    }

    /** Sends a signal, such as {@code TERM}, to the process and all that it has started. */
    public void signal(String name) {
      if (alone) {
        process.descendants().forEach(name.equals("KILL") ? Session::kill : Session::terminate);
      }
      if (!say(name) && process.isAlive()) {
        // Without its watcher (somebody killed it) only the process itself can be reached.
        process.destroyForcibly();
      }
    }

    /** Waits for its end; returns whether it came in that time. */
    public boolean awaitEnd(Duration limit) {
      try {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private synchronized void release() {
      try {
        lifeline.close();
      } catch (IOException e) {
        return; // its watcher is gone already, and with it the whole group
      }
    }

    private synchronized boolean say(String word) {
      try {
        lifeline.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
        lifeline.flush();
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    private static void kill(ProcessHandle process) {
      process.destroyForcibly();
    }

    private static void terminate(ProcessHandle process) {
      process.destroy();
    }
  }
}
