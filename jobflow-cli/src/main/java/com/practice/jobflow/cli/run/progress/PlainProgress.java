package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One line for each change, with the time since the run's start. */
final class PlainProgress implements Progress {
  private final FlowScheduler run;
  private final PrintWriter talk;
  private final PrintWriter data;
  private final Style style;
  private final int nameWidth;
  private final Map<String, FlowState> shown = new HashMap<>();

  PlainProgress(FlowScheduler run, PrintWriter talk, PrintWriter data, Style style) {
    this.run = run;
    this.talk = talk;
    this.data = data;
    this.style = style;
    this.nameWidth = run.flows().stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  public void changed() {
    for (String flow : run.flows()) {
      FlowState state = run.flow(flow);
      FlowState before = shown.put(flow, state);
      FlowPhase old = before == null ? FlowPhase.WAITING : before.phase();
      boolean sameAttempt = before != null && before.attempt() == state.attempt();
      if (state.phase() != old || !(sameAttempt || state.phase() != FlowPhase.RUNNING)) {
        show(flow, state);
      }
    }
    talk.flush();
  }

  @Override
  public void tick() {}

  @Override
  public void say(String line) {
    talk.println(stamp() + line);
    talk.flush();
  }

  @Override
  public void output(String line) {
    data.println(line);
    data.flush();
  }

  @Override
  public void close() {
    talk.flush();
  }

  private void show(String flow, FlowState state) {
    if (state.phase() == FlowPhase.STARTING) {
      return; // on one machine it runs as soon as it starts
    }
    Duration taken = Words.taken(state, run.now());
    String time =
        state.phase().isOutcome() && state.startTime() != null ? "  " + Words.time(taken) : "";
    String detail = Words.detail(run, flow);
    talk.println(
        stamp()
            + flow
            + " ".repeat(nameWidth - flow.length() + 2)
            + style.phase(state.phase(), Words.of(state.phase()))
            + time
            + (detail.isEmpty() ? "" : "  " + detail));
  }

  private String stamp() {
    return style.faint(Words.time(run.elapsed())) + " ";
  }
}
