package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of figures for people, as Markdown. */
final class Page {
  private final StringBuilder text = new StringBuilder();

  private Page() {}

  static String of(Map<String, Object> machine, List<Figures> floors, List<Figures> shapes) {
    Page page = new Page();
    page.line("# What a run of the benchmark measured");
    page.line("");
    page.line(
        "Written by the benchmark itself; [benchmarks.md](../benchmarks.md) says what it means.");
    page.line("");
    machine.forEach((name, value) -> page.line("- " + name + ": " + value));
    page.line("");
    page.line("## Targets");
    page.line("");
    page.row("what", "shape", "measured", "target", "");
    page.row("---", "---", "---:", "---:", "---");
    for (Target.Verdict verdict : Target.judge(shapes)) {
      Target target = verdict.target();
      page.row(
          target.what(),
          target.shape(),
          number(verdict.value()),
          (target.floor() ? "at least " : "at most ") + number(target.limit()),
          verdict.isReached() ? "reached" : "missed by " + percent(verdict));
    }
    page.line("");
    page.line("## Shapes");
    page.line("");
    page.figures(shapes);
    page.line("");
    page.line("## Floors and what ratios were made from");
    page.line("");
    page.row("shape", "measured");
    page.row("---", "---");
    Stream.concat(floors.stream(), shapes.stream()).forEach(page::details);
    return page.text.toString();
  }

  private void figures(List<Figures> shapes) {
    List<Figure> all = List.of(Figure.values());
    row(Stream.concat(Stream.of("shape"), all.stream().map(Figure::key)).toArray(String[]::new));
    row(Stream.concat(Stream.of("---"), all.stream().map(any -> "---:")).toArray(String[]::new));
    for (Figures shape : shapes) {
      row(
          Stream.concat(
                  Stream.of(shape.shape()),
                  all.stream().map(figure -> shape.get(figure).map(Page::number).orElse("")))
              .toArray(String[]::new));
    }
  }

  private void details(Figures shape) {
    String all =
        shape.details().entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Number)
            .map(entry -> entry.getKey() + " " + number(((Number) entry.getValue()).doubleValue()))
            .collect(Collectors.joining(", "));
    row(shape.shape(), all);
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String percent(Target.Verdict verdict) {
    return verdict.target().limit() == 0
        ? number(verdict.value())
        : String.format(Locale.ROOT, "%.0f %%", verdict.miss() * 100);
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.1f" : "%.3f", value);
  }
}
