package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a figure of a shape should be.
 *
 * @param what in words
 * @param shape of which
 * @param value finds it
 * @param limit that it should not exceed
 * @param floor whether it should not fall below the limit instead
 */
record Target(
    String what,
    String shape,
    Function<Figures, Optional<Double>> value,
    double limit,
    boolean floor) {
  private static final List<String> COUNTED =
      List.of(
          "chain-100",
          "chain-300",
          "chain-100-ref",
          "chain-100-1s",
          "fan-100",
          "fan-1000",
          "grid-10x10",
          "grid-10x10-1s",
          "inline-3000",
          "ref-10000");

  private static final List<String> PACED =
      List.of("chain-100", "chain-100-ref", "chain-100-1s", "grid-10x10", "grid-10x10-1s");

  /** What is compared, and how that came out. */
  record Verdict(Target target, double value) {
    boolean isReached() {
      return target.floor ? value >= target.limit : value <= target.limit;
    }

    /** Returns the distance to the limit, as a share of it. */
    double miss() {
      return target.limit == 0 ? value : Math.abs(value - target.limit) / target.limit;
    }
  }

  /** Returns how all targets of the shapes that were run came out. */
  static List<Verdict> judge(List<Figures> shapes) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Target target : all()) {
      shapes.stream()
          .filter(figures -> figures.shape().equals(target.shape()))
          .flatMap(figures -> target.value().apply(figures).stream())
          .forEach(value -> verdicts.add(new Verdict(target, value)));
    }
    return verdicts;
  }

  private static List<Target> all() {
    List<Target> all = new ArrayList<>(prompt());
    for (String shape : COUNTED) {
      all.add(most("writes of those allowed", shape, Target::writesOfAllowed, 1));
      all.add(most("reads per Job", shape, of(Figure.READS_PER_JOB), 0));
    }
    all.add(most("edge latency to the floor's, p50", "steady-20", of(Figure.EDGE_P50_RATIO), 2));
    all.add(most("edge latency to the floor's, p99", "steady-20", of(Figure.EDGE_P99_RATIO), 5));
    for (String shape : PACED) {
      all.add(most("makespan to the critical path", shape, of(Figure.MAKESPAN_RATIO), 1.05));
    }
    for (String shape : List.of("fan-10", "fan-100", "fan-1000")) {
      all.add(
          new Target("create rate to the floor's", shape, of(Figure.CREATE_RATE_RATIO), 0.8, true));
    }
    Stream.of("fan-1000", "steady-20", "300x10")
        .map(
            shape ->
                most(
                    "processor seconds per 1,000 Jobs",
                    shape,
                    of(Figure.CPU_SECONDS_PER_1000_JOBS),
                    2))
        .forEach(all::add);
    all.add(most("resident MiB", "300x10", of(Figure.RSS_MIB), 256));
    all.add(most("resident MiB", "ref-10000", of(Figure.RSS_MIB), 384));
    all.add(most("bytes of the object", "ref-10000", of("objectBytes"), 1_400_000));
    all.add(most("small ones beside it to alone, p50", "ref-10000", of("smallBesideP50Ratio"), 2));
    all.add(most("small ones beside it to alone, p99", "ref-10000", of("smallBesideP99Ratio"), 2));
    all.add(
        most(
            "seconds from the lease to the first creation",
            "restart-300",
            of("firstActionSecondsAfterLease"),
            5));
    all.add(most("Jobs created twice", "restart-300", of("doubles"), 0));
    all.add(most("requests in an idle minute", "idle-1000", of("idleRequests"), 0));
    all.add(most("heap growth for each JobFlow deleted, bytes", "churn-3000", Target::growth, 100));
    return all;
  }

  private static List<Target> prompt() {
    return List.of(most("pod's end to next Job, p50 ms", "prompt-chain-100", of("podEdgeP50"), 60));
  }

  private static Optional<Double> writesOfAllowed(Figures figures) {
    return figures
        .detail("writes")
        .map(writes -> writes / figures.detail("writesAllowed").orElseThrow());
  }

  private static Optional<Double> growth(Figures figures) {
    return figures.detail("heapBytesPerDeletedJobFlow");
  }

  private static Target most(
      String what, String shape, Function<Figures, Optional<Double>> value, double limit) {
    return new Target(what, shape, value, limit, false);
  }

  private static Function<Figures, Optional<Double>> of(Figure figure) {
    return figures -> figures.get(figure);
  }

  private static Function<Figures, Optional<Double>> of(String detail) {
    return figures -> figures.detail(detail);
  }
}
