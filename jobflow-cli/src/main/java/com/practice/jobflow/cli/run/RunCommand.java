package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.check.JobFlowManifest;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.check.ManifestCheck;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.report.SafeText;
import com.practice.jobflow.cli.run.container.ContainerCommand;
import com.practice.jobflow.cli.run.feasible.Isolation;
import com.practice.jobflow.cli.run.feasible.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobflow run}. */
@Command(
    name = "run",
    description = "Runs a JobFlow on this machine, without a cluster.",
    footer = {
      "",
      "Runtimes: docker and podman run real containers. With process, every container is a process"
          + " of yours on this machine WITHOUT ANY ISOLATION: it sees your files, your network and"
          + " your environment, and its image is not looked at. Run only what you would run as a"
          + " shell script. Its volumes are folders under the temporary directory: their mount paths"
          + " are replaced in command, args, env and workingDir (not in the files that these read),"
          + " and JOBFLOW_VOLUME_<NAME> holds them. Without workingDir, it runs where you are.",
      "",
      "What one machine cannot do (Secrets, ConfigMaps, claims, probes, hooks) is refused before"
          + " anything starts. Waits are Kubernetes' own: 10 s after a first failure, then doubling."
          + " Ctrl-C stops what runs (SIGTERM, and SIGKILL after the grace period), a second one kills"
          + " it; finally flows do not run then, nor after --timeout.",
      "",
      "Exit status: 0 Succeeded, 1 Failed or refused, 2 usage, 6 Cancelled or timed out, 130 Ctrl-C.",
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} run etl.yaml",
      "  ${ROOT-COMMAND-NAME} run --dry-run etl.yaml",
      "  ${ROOT-COMMAND-NAME} run --logs etl.yaml | grep WARN",
      "  ${ROOT-COMMAND-NAME} run --from clean --backoff-scale 0 etl.yaml templates/",
      "  ${ROOT-COMMAND-NAME} run -o json --timeout 10m etl.yaml > summary.json"
    })
public final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|-",
      description = "The manifest, and files with JobTemplates that it refers to.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--name", paramLabel = "NAME", description = "Which JobFlow, of several.")
  private @Nullable String name;

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description =
          "process, docker, podman or auto (default): docker if it answers, else podman if it can"
              + " start containers, else process.")
  private RuntimeKind runtime = RuntimeKind.auto;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "At most so many Jobs at once; a lower spec.parallelism counts.")
  private @Nullable Integer maxParallel;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "FLOW",
      description = "Run only these; what they wait for counts as succeeded.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "FLOW",
      description = "Run these, all that waits for them, and finally flows.")
  private List<String> from = new ArrayList<>();

  @Option(names = "--dry-run", description = "Tell what would run, in waves, and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop everything after that time, such as 90s, 10m or 1h30m.")
  private @Nullable Duration timeout;

  @Option(
      names = "--logs",
      description = "Pass on what the containers write, each line after its flow's name.")
  private boolean logs;

  @Option(
      names = "--log-dir",
      paramLabel = "DIR",
      description =
          "Keep the output there; else in a new folder under the temporary directory, which is"
              + " named at the end.")
  private @Nullable Path logFolder;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Summary at the end: text (default) or json, on standard output.")
  private SummaryFormat output = SummaryFormat.text;

  @Option(
      names = "--backoff-scale",
      paramLabel = "FACTOR",
      description =
          "Multiply every wait before another try, of pods and of flows, by this; 0 for no wait.")
  private double backoffScale = 1;

  @Option(names = "--ignore-suspend", description = "Run what is suspended all the same.")
  private boolean ignoreSuspend;

  /** What {@code -o} can be; the constants' names are part of the command line. */
  enum SummaryFormat {
    text,
    json
  }

  /** Creates the command; it reads from and writes to this console. */
  public RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    checkOptions();
    LoadedManifest manifest = ManifestCheck.load(inputs, console);
    if (manifest.hasErrors()) {
      ManifestCheck.report(manifest, console);
      return ExitCode.NEGATIVE.status();
    }
    JobFlowManifest chosen = choose(manifest.jobFlows());
    RuntimeKind kind = dryRun && runtime == RuntimeKind.auto ? RuntimeKind.docker : kind();
    RunPlanner planner = new RunPlanner(manifest, chosen, wishes(kind));
    Optional<RunPlan> plan = plan(planner);
    if (plan.isEmpty()) {
      report(manifest, planner.refusals());
      return ExitCode.NEGATIVE.status();
    }
    if (dryRun) {
      DryRun.lines(plan.get()).forEach(console.out()::println);
      console.out().flush();
      return ExitCode.OK.status();
    }
    note(planner);
    return new Execution(console, plan.get(), settings(kind)).call();
  }

  private void checkOptions() {
    if (dryRun && output == SummaryFormat.json) {
      throw usage("--dry-run tells in text only: leave out -o json");
    }
    if (maxParallel != null && maxParallel < 1) {
      throw usage("--max-parallel takes a number of 1 or more");
    }
    if (!(backoffScale >= 0 && backoffScale <= 1000)) {
      throw usage("--backoff-scale takes a number from 0 to 1000");
    }
  }

  private JobFlowManifest choose(List<JobFlowManifest> all) {
    List<JobFlowManifest> chosen =
        all.stream().filter(one -> name == null || name.equals(one.name())).toList();
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    String names = all.stream().map(JobFlowManifest::name).collect(Collectors.joining(", "));
    throw usage(
        chosen.isEmpty()
            ? "no JobFlow " + (name == null ? "" : name + " ") + "in " + String.join(", ", inputs)
            : "several JobFlows (" + names + "): pick one by --name");
  }

  private Optional<RunPlan> plan(RunPlanner planner) {
    try {
      return planner.plan();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private RunPlanner.Wishes wishes(RuntimeKind kind) {
    return new RunPlanner.Wishes(
        kind == RuntimeKind.process ? Isolation.NONE : Isolation.CONTAINER,
        only,
        from,
        maxParallel == null ? OptionalInt.empty() : OptionalInt.of(maxParallel),
        ignoreSuspend,
        backoffScale);
  }

  private Execution.Settings settings(RuntimeKind kind) {
    return new Execution.Settings(
        kind,
        Optional.ofNullable(timeout),
        Optional.ofNullable(logFolder),
        logs,
        output == SummaryFormat.json,
        backoffScale);
  }

  /** Returns what {@code auto} stands for now, and refuses what cannot work. */
  private RuntimeKind kind() {
    return switch (runtime) {
      case process -> RuntimeKind.process;
      case docker -> needed(ContainerCommand.DOCKER);
      case podman -> needed(ContainerCommand.PODMAN);
      case auto -> automatic();
    };
  }

  private RuntimeKind needed(ContainerCommand command) {
    Optional<String> obstacle = dryRun ? Optional.empty() : command.obstacle();
    if (obstacle.isPresent()) {
      throw usage(
          obstacle.get()
              + ": see '"
              + command.program()
              + " info', or use --runtime process, which has no isolation");
    }
    return runtime;
  }

  private RuntimeKind automatic() {
    Optional<String> docker = ContainerCommand.DOCKER.obstacle();
    if (docker.isEmpty()) {
      return RuntimeKind.docker;
    }
    Optional<String> podman = ContainerCommand.PODMAN.obstacle();
    if (podman.isEmpty()) {
      return RuntimeKind.podman;
    }
    console
        .err()
        .println(
            "note: containers run as plain processes without isolation (--runtime process): "
                + docker.get()
                + ", and "
                + SafeText.of(podman.get()));
    return RuntimeKind.process;
  }

  private void note(RunPlanner planner) {
    if (!planner.ignored().isEmpty()) {
      console
          .err()
          .println(
              "note: without effect on this machine: "
                  + planner.ignored().stream().sorted().collect(Collectors.joining(", ")));
    }
    console.err().flush();
  }

  private void report(LoadedManifest manifest, List<Refusal> refusals) {
    List<Diagnostic> diagnostics = new ArrayList<>(manifest.diagnostics());
    for (Refusal refusal : refusals) {
      diagnostics.add(
          new Diagnostic(
              Code.NOT_ON_ONE_MACHINE,
              refusal.location(),
              refusal.length(),
              refusal.path(),
              refusal.message()));
    }
    ManifestCheck.report(
        new LoadedManifest(
            manifest.sources(),
            manifest.jobFlows(),
            manifest.jobTemplates(),
            manifest.others(),
            diagnostics),
        console);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
