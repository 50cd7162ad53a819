package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import com.practice.jobflow.operator.bench.Stage.Act;
import com.practice.jobflow.operator.bench.Stage.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shapes that have a floor: the same Jobs by a bare client, once before and once after. */
final class Shapes {
  static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Stage stage;

  Shapes(Stage stage) {
    this.stage = stage;
  }

  /** Runs until the operator's code is compiled; returns what the very first chain cost. */
  Figures warmUp(int jobFlows, int rounds) {
    Figures cold =
        measured("chain-10-cold", stage.perform(Load.one(Dag.chain(10)), AT_ONCE, LIMIT));
    for (int round = 0; round < rounds; round++) {
      stage.perform(Load.many(jobFlows, Dag.fan(8), AT_ONCE), AT_ONCE, LIMIT);
    }
    stage.performBare(Load.many(5, Dag.chain(10), AT_ONCE), AT_ONCE, LIMIT);
    return cold;
  }

  Figures chain(String shape, int length, Duration podTime) {
    return paced(shape, Load.one(Dag.chain(length)), podTime);
  }

  Figures chainByReference(String shape, int length) {
    return paced(shape, Load.byReference(Dag.chain(length)), AT_ONCE);
  }

  Figures grid(String shape, int layers, int width, Duration podTime) {
    return paced(shape, Load.one(Dag.layers(layers, width)), podTime);
  }

  /** JobFlows that arrive one after the other, whatever became of those before. */
  Figures steady(String shape, int jobFlows, int length, Duration between) {
    Load load = Load.many(jobFlows, Dag.chain(length), between);
    Trace before = stage.performBare(load, AT_ONCE, LIMIT);
    Act act = stage.perform(load, AT_ONCE, LIMIT);
    Trace after = stage.performBare(load, AT_ONCE, LIMIT);
    return edges(measured(shape, act), act, before, after);
  }

  Figures fan(String shape, int width) {
    Load load = Load.one(Dag.fan(width));
    Trace before = stage.performBare(load, AT_ONCE, LIMIT);
    Act act = stage.perform(load, AT_ONCE, LIMIT);
    Trace after = stage.performBare(load, AT_ONCE, LIMIT);
    double floor = (before.createRate("f0", width) + after.createRate("f0", width)) / 2;
    double rate = act.trace().createRate("f0", width);
    return measured(shape, act)
        .with(Figure.CREATE_RATE_RATIO, rate / floor)
        .detail("createsPerSecond", rate)
        .detail("floorCreatesPerSecond", floor);
  }

  /** Runs something that has no floor. */
  Figures plain(String shape, Load load) {
    return measured(shape, stage.perform(load, AT_ONCE, LIMIT));
  }

  /** Returns what every shape has. */
  Figures measured(String shape, Act act) {
    Load load = act.load();
    double jobs = load.jobs();
    long writes = act.trace().writes(Site.OPERATOR);
    String jobFlow = stage.jobFlow(act.namespace(), "f0");
    Map<String, Object> decoded = stage.wire().map(jobFlow);
    int status = stage.wire().json().asJson(decoded.get("status")).length();
    double limit = 1.10 * (jobs + 2 * load.count()) + act.trace().seconds();
    return new Figures(shape)
        .with(Figure.WRITES_PER_JOB, writes / jobs)
        .with(Figure.READS_PER_JOB, act.trace().reads(Site.OPERATOR) / jobs)
        .with(Figure.CPU_SECONDS_PER_1000_JOBS, act.cpuSeconds() * 1000 / jobs)
        .with(Figure.RSS_MIB, act.peakMiB())
        .with(Figure.STATUS_BYTES_PER_FLOW, (double) status / load.dag().size())
        .detail("jobFlows", load.count())
        .detail("jobs", load.jobs())
        .detail("flowsOfEach", load.dag().size())
        .detail("edgesOfEach", load.dag().edges())
        .detail("seconds", act.seconds())
        .detail("jobsPerSecond", jobs / act.seconds())
        .detail("writes", writes)
        .detail("writesAllowed", limit)
        .detail("objectBytes", jobFlow.length())
        .detail("requests", act.trace().byVerb(Site.OPERATOR));
  }

  private Figures paced(String shape, Load load, Duration podTime) {
    Trace before = stage.performBare(load, podTime, LIMIT);
    Act act = stage.perform(load, podTime, LIMIT);
    Trace after = stage.performBare(load, podTime, LIMIT);
    double makespan = act.trace().seconds("f0") * 1000;
    double critical = act.trace().criticalPath("f0", load.dag());
    double floor = (before.makespan() + after.makespan()) / 2;
    return edges(measured(shape, act), act, before, after)
        .with(Figure.MAKESPAN_RATIO, makespan / critical)
        .detail("makespanSeconds", makespan / 1000)
        .detail("platformSeconds", critical / 1000)
        .detail("floorMakespanSeconds", floor / 1000)
        .detail("makespanToFloor", makespan / floor);
  }

  private static Figures edges(Figures figures, Act act, Trace before, Trace after) {
    return figures.edges(
        edges(act.trace(), act.load()), edges(before, act.load()).and(edges(after, act.load())));
  }

  private static Distribution edges(Trace trace, Load load) {
    List<Double> all = new ArrayList<>();
    load.runs().forEach(run -> all.addAll(trace.edges(run, load.dag())));
    return Distribution.of(all);
  }
}
