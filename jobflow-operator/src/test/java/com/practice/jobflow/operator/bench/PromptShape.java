package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import com.practice.jobflow.operator.bench.Stage.Act;
import com.practice.jobflow.operator.bench.Stage.Load;
import java.time.Duration;

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

  Figures chain(String shape, int length) {
    Load load = tracked(1, Dag.chain(length));
    Distribution patient = edges(perform(load).trace(), load);
    stage.operator().close();
    stage.startOperator("--prompt=true");
    perform(tracked(20, Dag.chain(10)));
    Trace before = stage.performBareByPods(load, AT_ONCE, Shapes.LIMIT);
    Act act = perform(load);
    Trace after = stage.performBareByPods(load, AT_ONCE, Shapes.LIMIT);
    stage.operator().close();
    stage.startOperator();
    Distribution prompt = edges(act.trace(), load);
    Distribution floor = edges(before, load).and(edges(after, load));
    return shapes
        .measured(shape, act)
        .with(Figure.EDGE_P50_RATIO, prompt.quantile(0.5) / floor.quantile(0.5))
        .with(Figure.EDGE_P99_RATIO, prompt.quantile(0.99) / floor.quantile(0.99))
        .detail("edges", prompt.count())
        .detail("podEdgeP50", prompt.quantile(0.5))
        .detail("podEdgeP99", prompt.quantile(0.99))
        .detail("floorPodEdgeP50", floor.quantile(0.5))
        .detail("floorPodEdgeP99", floor.quantile(0.99))
        .detail("withoutPromptPodEdgeP50", patient.quantile(0.5))
        .detail("withoutPromptPodEdgeP99", patient.quantile(0.99));
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
