package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.report.SafeText;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.flow.RunListener;
import com.practice.jobflow.cli.run.job.ContainerEnd;
import com.practice.jobflow.cli.run.job.PodEnd;
import com.practice.jobflow.cli.run.loop.Loop;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells of a run while it goes on. Belongs to the run's loop. */
public final class Reporter implements RunListener, AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration FRAME = Duration.ofMillis(50);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int TAIL_LINES = 10;

  private final Loop loop;
  private final Console console;
  private final Options options;
  private final Style style;
  private final Map<String, LogFile> logs = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private int labelWidth;
  private @Nullable Progress progress;
  private boolean drawing;
  private boolean closed;

  /**
   * How to tell it.
   *
   * @param title what is run
   * @param logs whether the containers' output is passed on
   * @param logsToTalk whether it goes where the progress goes, because standard output holds data
   * @param severalContainers the flows whose output needs the container's name beside the flow's
   */
  public record Options(
      String title, boolean logs, boolean logsToTalk, Set<String> severalContainers) {}

  /** Creates a reporter that tells nothing until {@link #follow}. */
  public Reporter(Loop loop, Console console, Options options) {
    this.loop = loop;
    this.console = console;
    this.options = options;
    this.style = new Style(console.errHasColour());
  }

  /** Begins to tell of this run. */
  public void follow(FlowScheduler run) {
    PrintWriter data = options.logsToTalk() ? console.err() : console.out();
    if (console.errIsTerminal()) {
      LiveProgress.Screen screen = new LiveProgress.Screen(console::width, console::height);
      progress =
          new LiveProgress(
              run,
              options.title(),
              console.err(),
              style,
              screen,
              console.outIsTerminal() || options.logsToTalk() ? null : data);
      loop.after(TICK, this::tick);
    } else {
      progress = new PlainProgress(run, console.err(), data, style);
    }
    labelWidth = run.flows().stream().mapToInt(String::length).max().orElse(0);
    if (options.logs()) {
      loop.after(POLL, this::poll);
    }
  }

  @Override
  public void changed() {
    if (progress == null || closed) {
      return;
    }
    if (!console.errIsTerminal()) {
      progress.changed();
    } else if (!drawing) {
      drawing = true; // many changes at once are one picture
      loop.after(FRAME, this::draw);
    }
  }

  /** The terminal has another size. */
  public void resized() {
    console.resized();
    changed();
  }

  private void draw() {
    drawing = false;
    if (progress != null && !closed) {
      progress.changed();
    }
  }

  @Override
  public void containerStarted(String flow, OptionalInt index, String container, Path log) {
    if (options.logs()) {
      String number = index.isPresent() ? "[" + index.getAsInt() + "]" : "";
      String name = options.severalContainers().contains(flow) ? "/" + container : "";
      logs.put(log.toString(), new LogFile(log));
      String label = SafeText.of(flow + number + name);
      labels.put(log.toString(), label);
      labelWidth = Math.max(labelWidth, label.length());
    }
  }

  @Override
  public void podFailed(String flow, int attempt, PodEnd pod) {
    Progress shown = progress;
    if (shown == null) {
      return;
    }
    passOn();
    shown.say(style.bad(SafeText.of(flow + ": " + pod.message())));
    if (options.logs()) {
      return; // everything was shown when it was written
    }
    for (ContainerEnd failure : pod.failures()) {
      List<String> tail = LogFile.tail(failure.log(), TAIL_LINES);
      tail.forEach(line -> shown.say(style.flow(flow, flow + " |") + " " + style.output(line)));
    }
  }

  /** Says something beside the flows' lines. */
  public void say(String line) {
    if (progress != null) {
      progress.say(line);
    }
  }

  /** Passes on the rest of the output and leaves the terminal as it was. */
  @Override
  public void close() {
    if (progress != null && !closed) {
      closed = true;
      passOn();
      logs.forEach((file, log) -> log.finish(line -> output(file, line)));
      progress.close();
    }
  }

  private void tick() {
    if (progress != null && !closed) {
      progress.tick();
      loop.after(TICK, this::tick);
    }
  }

  private void poll() {
    if (!closed) {
      passOn();
      loop.after(POLL, this::poll);
    }
  }

  private void passOn() {
    logs.forEach((file, log) -> log.read(line -> output(file, line)));
  }

  private void output(String file, String line) {
    if (progress != null) {
      String label = labels.getOrDefault(file, "");
      String prefix = label + " ".repeat(labelWidth - label.length()) + " |";
      Style colours = options.logsToTalk() ? style : new Style(console.outHasColour());
      progress.output(
          colours.flow(label.split("[\\[/]", 2)[0], prefix) + " " + colours.output(line));
    }
  }
}
