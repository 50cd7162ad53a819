package com.practice.jobflow.operator.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was measured of one shape: the figures of the report, and what they were made from. */
final class Figures {
  /** The figures of the report; a shape that has none leaves it out. */
  enum Figure {
    WRITES_PER_JOB("writesPerJob"),
    READS_PER_JOB("readsPerJob"),
    EDGE_P50_RATIO("edgeP50Ratio"),
    EDGE_P99_RATIO("edgeP99Ratio"),
    MAKESPAN_RATIO("makespanRatio"),
    CREATE_RATE_RATIO("createRateRatio"),
    CPU_SECONDS_PER_1000_JOBS("cpuSecondsPer1000Jobs"),
    RSS_MIB("rssMiB"),
    STATUS_BYTES_PER_FLOW("statusBytesPerFlow");

    private final String key;

    Figure(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** Of fewer edges the slowest hundredth is a handful, which no second run finds again. */
  private static final int ENOUGH_FOR_P99 = 1000;

  private final String shape;
  private final Map<Figure, Double> figures = new LinkedHashMap<>();
  private final Map<String, Object> details = new LinkedHashMap<>();
  private Distribution edges = Distribution.of(List.of());
  private Distribution floorEdges = edges;

  Figures(String shape) {
    this.shape = shape;
  }

  /**
   * Returns what several rounds of one shape have in the middle, number by number: a machine that
   * is slow for some seconds spoils a round, and not the figure. Edges of all rounds are put
   * together. What is no number is the last round's.
   */
  static Figures middle(List<Figures> rounds) {
    Figures last = rounds.get(rounds.size() - 1);
    if (rounds.size() == 1) {
      return last;
    }
    Figures middle = new Figures(last.shape);
    last.figures.keySet().forEach(f -> middle.with(f, median(rounds, all -> all.figures.get(f))));
    last.details.forEach(
        (name, value) ->
            middle.detail(
                name,
                value instanceof Double ? median(rounds, all -> all.details.get(name)) : value));
    if (last.edges.count() > 0) {
      middle.keep(
          rounds.stream().map(round -> round.edges).reduce(Distribution::and).orElseThrow(),
          rounds.stream().map(round -> round.floorEdges).reduce(Distribution::and).orElseThrow());
    }
    return middle.detail("rounds", rounds.size());
  }

  private static double median(List<Figures> rounds, Function<Figures, Object> value) {
    return Distribution.of(
            rounds.stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(number -> ((Number) number).doubleValue())
                .toList())
        .quantile(0.5);
  }

  String shape() {
    return shape;
  }

  /** Keeps a figure; one that is no number, as a ratio to nothing, is none. */
  Figures with(Figure figure, double value) {
    if (Double.isFinite(value)) {
      figures.put(figure, rounded(value));
    }
    return this;
  }

  /** Keeps the edges of a round and the floor's. */
  Figures edges(Distribution ours, Distribution floor) {
    with(Figure.EDGE_P50_RATIO, ours.quantile(0.5) / floor.quantile(0.5));
    return keep(ours, floor);
  }

  private Figures keep(Distribution ours, Distribution floor) {
    edges = ours;
    floorEdges = floor;
    if (ours.count() >= ENOUGH_FOR_P99) {
      with(Figure.EDGE_P99_RATIO, ours.quantile(0.99) / floor.quantile(0.99));
    }
    return detail("edges", ours.count())
        .detail("edgeMilliseconds", ours.percents())
        .detail("floorEdgeMilliseconds", floor.percents());
  }

  Figures detail(String name, Object value) {
    details.put(name, value instanceof Double number ? rounded(number) : value);
    return this;
  }

  Optional<Double> get(Figure figure) {
    return Optional.ofNullable(figures.get(figure));
  }

  Optional<Double> detail(String name) {
    return details.get(name) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  /** Returns the figures by their names in the report, null where there is none. */
  Map<String, @Nullable Double> report() {
    Map<String, @Nullable Double> all = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      all.put(figure.key(), figures.get(figure));
    }
    return all;
  }

  Map<String, Object> details() {
    return details;
  }

  private static double rounded(double value) {
    double scale = Math.abs(value) >= 100 ? 10 : 1000;
    return Math.round(value * scale) / scale;
  }
}
