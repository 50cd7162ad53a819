package com.practice.jobflow.engine;

import static com.practice.jobflow.engine.graph.FlowDraft.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.Action;
import com.practice.jobflow.engine.plan.FlowRun;
import com.practice.jobflow.engine.plan.RunPolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The lines that the README shows: the engine in a program of one's own. */
class EmbeddingTest {
  @Test
  void runsThreeFlowsInOrder() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    // tag::embed
    FlowGraph graph =
        FlowGraph.of(
                List.of(
                    named("load").after("clean"),
                    named("extract"),
                    named("clean").after("extract")))
            .orElseThrow(); // or all problems at once, with their fields
    FlowRun run = FlowRun.of(graph, RunPolicy.DEFAULT);
    Queue<Action> todo = new ArrayDeque<>(run.start(Instant.now()));
    while (!todo.isEmpty()) {
      Action next = todo.remove();
      out.println(next.flow()); // do the work of this flow here, then say how it ended
      todo.addAll(run.succeeded(next.flow(), Instant.now()));
    }
    out.println(run.phase());
    // end::embed

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("extract", "clean", "load", "SUCCEEDED");
  }
}
