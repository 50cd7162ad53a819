package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line for each flow, drawn again in place: state, time, and where it lies in the run's time.
 * What does not fit into the terminal is counted in a last line.
 */
final class LiveProgress implements Progress {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_TO_END = "\u001b[J";
  private static final int MIN_BAR = 8;
  private static final int MAX_BAR = 40;
  private static final int TIME_WIDTH = 5;
  private static final int PHASE_WIDTH = 9;
  // Header, the line with what is hidden, and one for the cursor.
  private static final int OTHER_LINES = 3;

  private final FlowScheduler run;
  private final PrintWriter out;
  private final Style style;
  private final String title;
  private final IntSupplier width;
  private final IntSupplier height;
  private final int nameWidth;
  private final @Nullable PrintWriter data;
  private int drawn;
  private boolean closed;

  /**
   * Creates a drawing.
   *
   * @param data where containers' output goes if that is no terminal; null to show it above the
   *     flows
   */
  LiveProgress(
      FlowScheduler run,
      String title,
      PrintWriter out,
      Style style,
      Screen screen,
      @Nullable PrintWriter data) {
    this.data = data;
    this.run = run;
    this.title = title;
    this.out = out;
    this.style = style;
    this.width = screen.width();
    this.height = screen.height();
    int longest = run.flows().stream().mapToInt(String::length).max().orElse(0);
    this.nameWidth = Math.min(longest, Math.max(8, screen.width().getAsInt() / 3));
    out.print(HIDE_CURSOR);
  }

  /** The terminal's size, asked before every drawing. */
  record Screen(IntSupplier width, IntSupplier height) {}

  @Override
  public void changed() {
    draw("");
  }

  @Override
  public void tick() {
    draw("");
  }

  @Override
  public void say(String line) {
    draw(line + "\n");
  }

  @Override
  public void output(String line) {
    if (data == null) {
      draw(line + "\n");
    } else {
      data.println(line);
      data.flush();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      draw("");
      out.print(SHOW_CURSOR);
      out.flush();
      closed = true;
    }
  }

  /** Writes {@code above}, which ends with a line break or is empty, and the flows beneath it. */
  private void draw(String above) {
    if (closed) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(drawn == 0 ? "\r" : "\r\u001b[" + drawn + "A");
    text.append(CLEAR_TO_END).append(above);
    List<String> lines = lines();
    lines.forEach(line -> text.append(line).append('\n'));
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  private List<String> lines() {
    int columns = Math.max(20, width.getAsInt() - 1);
    int room = Math.max(1, height.getAsInt() - OTHER_LINES);
    List<String> chosen = chosen(room);
    List<String> lines = new ArrayList<>();
    lines.add(header(columns));
    int bar = barWidth(chosen, columns);
    chosen.forEach(flow -> lines.add(line(flow, columns, bar)));
    if (chosen.size() < run.flows().size()) {
      lines.add(style.faint(cut(hidden(chosen), columns)));
    }
    return lines;
  }

  private String header(int columns) {
    long ended = run.flows().stream().filter(flow -> run.flow(flow).phase().isOutcome()).count();
    String text =
        title
            + "  "
            + Words.of(run.phase())
            + "  "
            + ended
            + "/"
            + run.flows().size()
            + "  "
            + Words.time(run.elapsed());
    return style.bold(cut(text, columns));
  }

  /** Returns the flows to show, in order: those with news to tell go before those without. */
  private List<String> chosen(int room) {
    List<String> flows = run.flows();
    if (flows.size() <= room) {
      return flows;
    }
    Map<String, Integer> places = new HashMap<>();
    flows.forEach(flow -> places.put(flow, places.size()));
    return flows.stream()
        .sorted(Comparator.comparingInt(flow -> urgency(run.flow(flow).phase())))
        .limit(room)
        .sorted(Comparator.comparing(places::get))
        .toList();
  }

  private static int urgency(FlowPhase phase) {
    return switch (phase) {
      case RUNNING, STARTING -> 0;
      case RETRYING, FAILED -> 1;
      case READY -> 2;
      case WAITING -> 3;
      case CANCELLED, SKIPPED, SUCCEEDED -> 4;
    };
  }

  private String hidden(List<String> chosen) {
    Map<FlowPhase, Integer> counts = new EnumMap<>(FlowPhase.class);
    List<String> rest = new ArrayList<>(run.flows());
    rest.removeAll(new HashSet<>(chosen));
    rest.forEach(flow -> counts.merge(run.flow(flow).phase(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((phase, count) -> parts.add(count + " " + Words.of(phase)));
    return "… " + String.join(", ", parts);
  }

  /** Returns how wide every bar is, so that they have one scale: as the details leave room. */
  private int barWidth(List<String> shown, int columns) {
    int rest = columns - leftWidth();
    int longest =
        shown.stream()
            .filter(flow -> run.flow(flow).startTime() != null)
            .mapToInt(flow -> Words.detail(run, flow).length())
            .max()
            .orElse(0);
    int room = longest == 0 ? rest : rest - longest - 2;
    return Math.max(Math.min(MIN_BAR, rest), Math.min(room, MAX_BAR));
  }

  private int leftWidth() {
    return 2 + nameWidth + 2 + PHASE_WIDTH + 2 + TIME_WIDTH + 2;
  }

  private String line(String flow, int columns, int bar) {
    FlowState state = run.flow(flow);
    Duration taken = Words.taken(state, run.now());
    String time = state.startTime() == null ? "" : Words.time(taken);
    String name = cut(flow, nameWidth);
    String left =
        sign(state.phase())
            + " "
            + padded(name, nameWidth + 2)
            + padded(Words.of(state.phase()), PHASE_WIDTH + 2)
            + padded(time, TIME_WIDTH + 2);
    int rest = columns - left.length();
    if (bar <= 0 || rest < bar) {
      return style.phase(state.phase(), cut(left, columns));
    }
    String detail = Words.detail(run, flow);
    if (state.startTime() == null) {
      return style.phase(state.phase(), left) + style.faint(cut(detail, rest));
    }
    String right = detail.isEmpty() ? "" : cut("  " + detail, rest - bar);
    return style.phase(state.phase(), left + bar(state, bar)) + style.faint(right);
  }

  /** Draws the flow's part of the run's time so far. */
  private String bar(FlowState state, int cells) {
    Instant from = state.startTime();
    if (from == null) {
      return "";
    }
    double total = Math.max(1, run.elapsed().toMillis());
    Instant until = from.plus(Words.taken(state, run.now()));
    int first = cell(Duration.between(run.startTime(), from).toMillis() / total, cells);
    int last = cell(Duration.between(run.startTime(), until).toMillis() / total, cells);
    first = Math.min(first, cells - 1);
    last = Math.max(first + 1, last);
    return "·".repeat(first) + "█".repeat(last - first) + "·".repeat(cells - last);
  }

  private static int cell(double part, int cells) {
    return (int) Math.max(0, Math.min(cells, Math.round(part * cells)));
  }

  private static String sign(FlowPhase phase) {
    return switch (phase) {
      case SUCCEEDED -> "✔";
      case FAILED -> "✖";
      case RUNNING, STARTING -> "●";
      case RETRYING -> "↻";
      case WAITING, READY -> "◦";
      case SKIPPED, CANCELLED -> "-";
    };
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  private static String cut(String text, int columns) {
    if (text.length() <= columns) {
      return text;
    }
    return columns <= 0 ? "" : text.substring(0, columns - 1) + "…";
  }
}
