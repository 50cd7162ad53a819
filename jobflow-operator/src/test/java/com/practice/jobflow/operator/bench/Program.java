package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Stage.Load;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is run, in which order. */
final class Program {
  /** What the newest Job controllers wait for more pods before they look at any. */
  private static final Duration BATCH = Duration.ofSeconds(1);

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final int STATUS_WRITES = 200;

  private final Map<String, Supplier<Figures>> shapes = new LinkedHashMap<>();
  private final Stage stage;
  private final Report report;
  private final int divisor;
  private boolean brief;

  /**
   * Prepares all shapes.
   *
   * @param divisor of their sizes; above 1 the program itself is tried, and nothing is measured
   */
  Program(Stage stage, Report report, int divisor) {
    this.stage = stage;
    this.report = report;
    this.divisor = divisor;
    Shapes floored = new Shapes(stage);
    LongShapes lasting = new LongShapes(stage, floored);
    add("chain-100", 5, name -> floored.chain(name, of(100), AT_ONCE));
    add("chain-300", 1, name -> floored.chain(name, of(300), AT_ONCE));
    add("chain-100-ref", 3, name -> floored.chainByReference(name, of(100)));
    add("chain-100-1s", 1, name -> floored.chain(name, of(100), BATCH));
    add("fan-10", 40, name -> floored.fan(name, 10));
    add("fan-100", 15, name -> floored.fan(name, Math.max(2, of(100))));
    add("fan-1000", 3, name -> floored.fan(name, Math.max(2, of(1000))));
    add("grid-10x10", 9, name -> floored.grid(name, of(10), 10, AT_ONCE));
    add("grid-10x10-1s", 1, name -> floored.grid(name, of(10), 10, BATCH));
    add("steady-20", 5, name -> floored.steady(name, of(40), 10, Duration.ofMillis(500)));
    add("300x10", 1, name -> floored.plain(name, Load.many(of(300), Dag.fan(8), AT_ONCE)));
    add("prompt-chain-100", 1, name -> new PromptShape(stage, floored).chain(name, of(100), 5));
    add("heap-50x10", 1, name -> lasting.heap(name, of(50)));
    add("inline-3000", 1, name -> floored.plain(name, Load.one(Dag.lanes(of(3000), of(100)))));
    add("ref-10000", 1, name -> lasting.greatBesideSmall(name, of(10_000), of(100), of(50)));
    add("restart-300", 1, name -> lasting.restart(name, of(300)));
    add("idle-1000", 1, name -> lasting.idle(name, of(1000), Duration.ofSeconds(60)));
    add("churn-3000", 1, name -> lasting.churn(name, 6, of(500)));
  }

  /**
   * Runs a form of the benchmark.
   *
   * @param form {@code full}, {@code short}, or names of shapes with commas between them
   */
  void run(String form) {
    List<String> names =
        switch (form) {
          case "full" -> List.copyOf(shapes.keySet());
          case "short" -> List.of("chain-100", "fan-100", "grid-10x10", "heap-50x10");
          default -> List.of(form.split(",", -1));
        };
    names.forEach(this::known);
    brief = form.equals("short");
    Floors floors = new Floors(stage);
    report.floor(floors.kubelet(of(brief ? 200 : 1000)));
    report.floor(floors.statusWriter("floor-status-before", of(STATUS_WRITES)));
    stage.startOperator();
    report.shape(new Shapes(stage).warmUp(of(brief ? 30 : 100), brief ? 1 : 3));
    names.forEach(name -> report.shape(known(name).get()));
    stage.operator().close();
    report.floor(floors.statusWriter("floor-status-after", of(STATUS_WRITES)));
  }

  /**
   * Adds a shape.
   *
   * @param rounds how often it is run, each time between its floors
   */
  private void add(String name, int rounds, Function<String, Figures> shape) {
    shapes.put(
        name,
        () ->
            Figures.middle(
                IntStream.range(0, brief ? 1 : rounds).mapToObj(r -> shape.apply(name)).toList()));
  }

  private Supplier<Figures> known(String name) {
    Supplier<Figures> shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("no shape " + name + "; there are " + shapes.keySet());
    }
    return shape;
  }

  private int of(int size) {
    return Math.max(1, size / divisor);
  }
}
