package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what was measured, and keeps it: a run that breaks off loses only what was to come. */
final class Report {
  private final KubernetesSerialization serialization;
  private final Path folder;
  private final PrintStream out;
  private final Map<String, Object> machine;
  private final List<Figures> shapes = new ArrayList<>();
  private final List<Figures> floors = new ArrayList<>();

  Report(
      KubernetesSerialization serialization,
      Path folder,
      PrintStream out,
      Map<String, Object> machine) {
    this.serialization = serialization;
    this.folder = folder;
    this.out = out;
    this.machine = machine;
  }

  List<Figures> shapes() {
    return shapes;
  }

  void shape(Figures figures) {
    shapes.add(figures);
    tell(figures);
    save();
  }

  void floor(Figures figures) {
    floors.add(figures);
    tell(figures);
    save();
  }

  /** Returns all of it as a page for people. */
  String page() {
    return Page.of(machine, floors, shapes);
  }

  /** Prints the table. */
  void print() {
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%n%-16s", "shape"));
    for (Figure figure : Figure.values()) {
      head.append(String.format(Locale.ROOT, " %21s", figure.key()));
    }
    out.println(head);
    for (Figures shape : shapes) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-16s", shape.shape()));
      for (Figure figure : Figure.values()) {
        String value =
            shape.get(figure).map(number -> String.format(Locale.ROOT, "%.3f", number)).orElse("-");
        line.append(String.format(Locale.ROOT, " %21s", value));
      }
      out.println(line);
    }
    out.println();
    for (Target.Verdict verdict : Target.judge(shapes)) {
      out.printf(
          Locale.ROOT,
          "%-7s %-48s %-14s %14.3f of %.3f%n",
          verdict.isReached() ? "reached" : "MISSED",
          verdict.target().what(),
          verdict.target().shape(),
          verdict.value(),
          verdict.target().limit());
    }
  }

  private void tell(Figures figures) {
    Map<String, Object> brief = new LinkedHashMap<>();
    figures
        .report()
        .forEach(
            (name, value) -> {
              if (value != null) brief.put(name, value);
            });
    figures
        .details()
        .forEach(
            (name, value) -> {
              if (!(value instanceof List)) {
                brief.put(name, value);
              }
            });
    out.println(figures.shape() + " " + brief);
  }

  private void save() {
    Map<String, Object> report = new LinkedHashMap<>();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("machine", machine);
    shapes.forEach(shape -> report.put(shape.shape(), shape.report()));
    floors.forEach(floor -> details.put(floor.shape(), floor.details()));
    shapes.forEach(shape -> details.put(shape.shape(), shape.details()));
    try {
      Files.writeString(folder.resolve("report.json"), serialization.asJson(report) + "\n");
      Files.writeString(folder.resolve("details.json"), serialization.asJson(details) + "\n");
      Files.writeString(folder.resolve("table.md"), page());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
