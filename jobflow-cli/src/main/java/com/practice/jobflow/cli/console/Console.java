package com.practice.jobflow.cli.console;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The three standard streams and what is known of the terminal behind them.
 *
 * <p>Data goes to {@link #out()}, talk to {@link #err()}; both are UTF-8 whatever the locale says,
 * because JSON and drawings must not change with it. Not thread-safe beyond what the writers are.
 */
public final class Console {
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private final InputStream in;
  private final WatchedOutput rawOut;
  private final OutputStream rawErr;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean outTerminal;
  private final boolean errTerminal;
  private final Map<String, String> environment;
  private final Properties properties;
  private final Size fixed;
  private int width;
  private int height;

  private Console(
      Streams streams, Map<String, String> environment, Properties properties, Size size) {
    this.in = streams.in;
    this.rawOut = new WatchedOutput(streams.out);
    this.rawErr = streams.err;
    this.out = writer(rawOut);
    this.err = writer(streams.err);
    this.outTerminal = streams.outTerminal;
    this.errTerminal = streams.errTerminal;
    this.environment = environment;
    this.properties = properties;
    this.fixed = size;
    this.width = size.width;
    this.height = size.height;
  }

  /** Returns the console of this process. */
  public static Console ofProcess() {
    Properties properties = System.getProperties();
    return new Console(
        new Streams(
            // a file's own readAllBytes asks for its position, which a pipe does not have
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            isTerminal(properties, "jobflow.terminal.out", "/proc/self/fd/1"),
            isTerminal(properties, "jobflow.terminal.err", "/proc/self/fd/2")),
        System.getenv(),
        properties,
        new Size(0, 0));
  }

  /** Returns a console without a terminal, for tests and embedders. */
  public static Console of(InputStream in, OutputStream out, OutputStream err) {
    return new Console(
        new Streams(in, out, err, false, false),
        Map.of(),
        new Properties(),
        new Size(USUAL_WIDTH, USUAL_HEIGHT));
  }

  /** Returns a console that takes both streams for a terminal of this size. */
  public static Console terminal(InputStream in, OutputStream out, OutputStream err, int width) {
    return new Console(
        new Streams(in, out, err, true, true),
        Map.of("TERM", "xterm-256color"),
        new Properties(),
        new Size(width, USUAL_HEIGHT));
  }

  /** Returns this console with other environment variables. */
  public Console withEnvironment(Map<String, String> variables) {
    return new Console(
        new Streams(in, rawOut, rawErr, outTerminal, errTerminal),
        Map.copyOf(variables),
        properties,
        fixed);
  }

  /** Returns standard input. */
  public InputStream in() {
    return in;
  }

  /** Returns where data goes. */
  public PrintWriter out() {
    return out;
  }

  /** Returns standard output for bytes; {@link #out()} is to be flushed before. */
  public OutputStream rawOut() {
    return rawOut;
  }

  /** Returns where talk goes. */
  public PrintWriter err() {
    return err;
  }

  /** Returns whether a person reads standard output. */
  public boolean outIsTerminal() {
    return outTerminal;
  }

  /** Returns whether a person reads standard error. */
  public boolean errIsTerminal() {
    return errTerminal;
  }

  /** Returns whether standard output takes colours: a terminal, and NO_COLOR unset. */
  public boolean outHasColour() {
    return outTerminal && colourWanted();
  }

  /** Returns whether standard error takes colours: a terminal, and NO_COLOR unset. */
  public boolean errHasColour() {
    return errTerminal && colourWanted();
  }

  /** Returns an environment variable; empty text if it is not set. */
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Returns the terminal's width in columns; 80 where there is none. */
  public int width() {
    measure();
    return width;
  }

  /** Returns the terminal's height in lines; 24 where there is none. */
  public int height() {
    measure();
    return height;
  }

  /** Returns how the user calls this program: {@code jobflow} or {@code kubectl jobflow}. */
  public String program() {
    String name = properties.getProperty("jobflow.program", "jobflow");
    return name.startsWith("kubectl-") ? "kubectl " + name.substring("kubectl-".length()) : name;
  }

  /** Flushes both writers. */
  public void flush() {
    out.flush();
    err.flush();
  }

  /**
   * Returns why standard output could not be written, such as a full disk; empty if all of it could
   * so far, or if the reader went away, as {@code head} does. Flush before.
   */
  public Optional<String> outFailure() {
    IOException failure = rawOut.failure();
    if (failure == null) {
      return Optional.empty();
    }
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return reason.equals("Broken pipe") ? Optional.empty() : Optional.of(reason);
  }

  private boolean colourWanted() {
    return environment("NO_COLOR").isEmpty() && !environment("TERM").equals("dumb");
  }

  /** Forgets the terminal's size, so that it is asked again: somebody has changed it. */
  public void resized() {
    if (outTerminal || errTerminal) {
      width = fixed.width;
      height = fixed.height;
    }
  }

  private void measure() {
    if (width > 0) {
      return;
    }
    int[] size = {0, 0};
    if (outTerminal || errTerminal) {
      size = TerminalSize.ask();
    }
    height = size[0] > 0 ? size[0] : USUAL_HEIGHT;
    width = size[1] > 0 ? size[1] : number(environment("COLUMNS"), USUAL_WIDTH);
  }

  private static int number(String text, int otherwise) {
    try {
      int value = Integer.parseInt(text);
      return value > 0 ? value : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static boolean isTerminal(Properties properties, String property, String link) {
    String told = properties.getProperty(property);
    if (told != null) {
      return told.equals("true");
    }
    try {
      String target = Files.readSymbolicLink(Path.of(link)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc: macOS, where the launcher tells. System.console() says yes to a pipe since JDK
      // 22.
      return false;
    }
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)), false);
  }

  private record Streams(
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean outTerminal,
      boolean errTerminal) {}

  private record Size(int width, int height) {}
}
