package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Stage.Act;
import com.practice.jobflow.operator.bench.Stage.Load;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From the end of a pod to the creation of the next Job, by an operator that watches pods. The
 * floor is a bare client that does, too.
 */
final class PromptShape {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Stage stage;
  private final Shapes shapes;

  PromptShape(Stage stage, Shapes shapes) {
    this.stage = stage;
    this.shapes = shapes;
  }

  /** Runs chains without and with, so many of each. */
  Figures chain(String shape, int length, int rounds) {
    Load load = tracked(1, Dag.chain(length));
    Distribution patient =
        IntStream.range(0, rounds)
            .mapToObj(round -> edges(perform(load).trace(), load))
            .reduce(Distribution::and)
            .orElseThrow();
    stage.operator().close();
    stage.startOperator("--prompt=true");
    perform(tracked(20, Dag.chain(10)));
    List<Figures> prompt =
        IntStream.range(0, rounds).mapToObj(round -> prompt(shape, load)).toList();
    stage.operator().close();
    stage.startOperator();
    return Figures.middle(prompt)
        .detail("withoutPromptPodEdgeP50", patient.quantile(0.5))
        .detail("withoutPromptPodEdgeP99", patient.quantile(0.99));
  }

  private Figures prompt(String shape, Load load) {
    Trace before = stage.performBareByPods(load, AT_ONCE, Shapes.LIMIT);
    Act act = perform(load);
    Trace after = stage.performBareByPods(load, AT_ONCE, Shapes.LIMIT);
    Distribution prompt = edges(act.trace(), load);
    Distribution floor = edges(before, load).and(edges(after, load));
    return shapes
        .measured(shape, act)
        .edges(prompt, floor)
        .detail("podEdgeP50", prompt.quantile(0.5))
        .detail("podEdgeP99", prompt.quantile(0.99))
        .detail("floorPodEdgeP50", floor.quantile(0.5))
        .detail("floorPodEdgeP99", floor.quantile(0.99));
  }

  private Act perform(Load load) {
    Act act = stage.perform(load, AT_ONCE, Shapes.LIMIT);
    stage.site().letGo(act.namespace());
    return act;
  }

  private static Load tracked(int count, Dag dag) {
    return new Load(count, number -> dag.tracked("f" + number), dag, AT_ONCE);
  }

  private static Distribution edges(Trace trace, Load load) {
    return Distribution.of(
        load.runs().stream().flatMap(run -> trace.podEdges(run, load.dag()).stream()).toList());
  }
}
