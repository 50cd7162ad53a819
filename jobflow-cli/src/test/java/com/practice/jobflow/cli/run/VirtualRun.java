package com.practice.jobflow.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.check.ManifestCheck;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.run.feasible.Isolation;
import com.practice.jobflow.cli.run.feasible.Refusal;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.job.JobExecutor;
import com.practice.jobflow.cli.run.loop.VirtualTime;
import com.practice.jobflow.cli.run.pod.FakeRuntime;
import com.practice.jobflow.cli.run.progress.Reporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * Runs a manifest in virtual time with {@link FakeRuntime}, in which a container's name is its
 * flow's and its command is how long it takes and how it exits.
 */
final class VirtualRun {
  private final VirtualTime time = new VirtualTime();
  private final FakeRuntime runtime = new FakeRuntime(time);
  private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
  private final LoadedManifest manifest;
  private final RunPlanner planner;
  private final Optional<RunPlan> plan;
  private Optional<Duration> timeout = Optional.empty();
  private Optional<Duration> interruption = Optional.empty();
  private String signal = "INT";
  private int terminalWidth;
  private FlowScheduler ended;

  /** What nobody asked for. */
  static final RunPlanner.Wishes NO_WISHES =
      new RunPlanner.Wishes(Isolation.NONE, List.of(), List.of(), OptionalInt.empty(), false, 1);

  VirtualRun(String yaml, RunPlanner.Wishes wishes) {
    Console console = Console.of(new ByteArrayInputStream(yaml.getBytes(UTF_8)), talk, talk);
    manifest = ManifestCheck.load(List.of("-"), console);
    if (manifest.hasErrors()) {
      throw new IllegalArgumentException(manifest.diagnostics().toString());
    }
    planner = new RunPlanner(manifest, manifest.jobFlows().get(0), wishes);
    plan = planner.plan();
  }

  /** Returns a manifest of these flows; each is {@code name seconds codes [more: yaml]}. */
  static String flows(String... flows) {
    StringBuilder yaml = new StringBuilder(HEAD).append("  flows:\n");
    for (String flow : flows) {
      yaml.append(flow(flow));
    }
    return yaml.toString();
  }

  static final String HEAD =
      """
      apiVersion: api.practice.com/v1alpha1
      kind: JobFlow
      metadata: {name: test}
      spec:
      """;

  /** Returns one flow, {@code name | seconds, codes | other fields}. */
  static String flow(String text) {
    String[] parts = text.split("\\|", 3);
    String more = parts.length > 2 ? ", " + parts[2].trim() : "";
    return """
              - {name: %1$s, jobTemplate: {backoffLimit: 0, template: {spec: {containers: [
                  {name: %1$s, image: x, command: [%2$s]}]}}}%3$s}
        """
        .formatted(parts[0].trim(), parts[1].trim().replaceAll("(\\d+)", "\"$1\""), more);
  }

  List<Refusal> refusals() {
    return planner.refusals();
  }

  Set<String> ignored() {
    return planner.ignored();
  }

  RunPlan plan() {
    return plan.orElseThrow();
  }

  VirtualRun onTerminal(int columns) {
    terminalWidth = columns;
    return this;
  }

  VirtualRun timeoutAfter(long seconds) {
    timeout = Optional.of(Duration.ofSeconds(seconds));
    return this;
  }

  VirtualRun interruptedAfter(long seconds) {
    interruption = Optional.of(Duration.ofSeconds(seconds));
    return this;
  }

  VirtualRun by(String name) {
    signal = name;
    return this;
  }

  VirtualRun in(Path folder) throws IOException, InterruptedException {
    ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);
    Console console =
        terminalWidth == 0
            ? Console.of(nothing, talk, talk)
            : Console.terminal(nothing, talk, talk, terminalWidth);
    Reporter reporter =
        new Reporter(time.loop(), console, new Reporter.Options("test", false, false, Set.of()));
    JobExecutor.Machine machine = new JobExecutor.Machine("here", 1, new Random(1));
    LocalRun run = new LocalRun(time.loop(), plan(), runtime, machine, folder, reporter);
    interruption.ifPresent(wait -> time.loop().after(wait, () -> run.interrupt(signal)));
    ended = run.run(timeout);
    return this;
  }

  List<String> diary() {
    return runtime.diary();
  }

  FlowScheduler ended() {
    return ended;
  }

  String talk() {
    return talk.toString(UTF_8);
  }

  /** Returns every flow's phase and reason, in order. */
  List<String> outcomes() {
    return ended.flows().stream()
        .map(
            flow -> {
              var state = ended.flow(flow);
              return flow
                  + " "
                  + state.phase()
                  + (state.reason() == null ? "" : " " + state.reason());
            })
        .toList();
  }
}
