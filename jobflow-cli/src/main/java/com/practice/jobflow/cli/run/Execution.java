package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.console.ExitCode;
import com.practice.jobflow.cli.report.SafeText;
import com.practice.jobflow.cli.run.container.ContainerCommand;
import com.practice.jobflow.cli.run.container.ContainerRuntime;
import com.practice.jobflow.cli.run.flow.Ending;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.job.JobExecutor;
import com.practice.jobflow.cli.run.loop.Loop;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.process.ProcessRuntime;
import com.practice.jobflow.cli.run.progress.Reporter;
import com.practice.jobflow.cli.run.progress.Summary;
import com.practice.jobflow.cli.run.progress.SummaryJson;
import com.practice.jobflow.engine.plan.RunPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** One execution of a plan in real time: folders, runtime, signals, and the exit status. */
final class Execution implements Callable<Integer> {
  private static final int HUNG_UP = 129;
  private static final int TERMINATED = 143;

  private final Console console;
  private final RunPlan plan;
  private final Settings settings;

  /**
   * How to execute it.
   *
   * @param runtime process, docker or podman
   * @param logFolder where to keep output; empty for a new folder
   * @param logs whether output is passed on
   * @param json whether the summary is for programs
   */
  record Settings(
      RuntimeKind runtime,
      Optional<Duration> timeout,
      Optional<Path> logFolder,
      boolean logs,
      boolean json,
      double backoffScale) {}

  Execution(Console console, RunPlan plan, Settings settings) {
    this.console = console;
    this.plan = plan;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    try (RunFolders folders = RunFolders.create(plan.name(), settings.logFolder())) {
      return run(folders);
    } catch (IOException e) {
      console.err().println("jobflow: " + SafeText.of(String.valueOf(e.getMessage())));
      console.err().flush();
      return ExitCode.USAGE.status();
    }
  }

  private int run(RunFolders folders) {
    try (PodRuntime runtime = runtime(folders.volumes())) {
      return run(runtime, folders.logs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.status();
    }
  }

  private int run(PodRuntime runtime, Path logs) throws InterruptedException {
    Loop loop = Loop.inRealTime();
    Reporter.Options options =
        new Reporter.Options(plan.name(), settings.logs(), settings.json(), severalContainers());
    try (Reporter reporter = new Reporter(loop, console, options)) {
      JobExecutor.Machine machine =
          new JobExecutor.Machine(nodeName(), settings.backoffScale(), new SecureRandom());
      LocalRun run = new LocalRun(loop, plan, runtime, machine, logs, reporter);
      Interrupts interrupts = new Interrupts(run::signalled);
      try {
        FlowScheduler ended = run.run(settings.timeout());
        summarize(ended, logs);
        return status(ended, run.signal());
      } finally {
        interrupts.release();
      }
    }
  }

  private void summarize(FlowScheduler ended, Path logs) {
    if (settings.json()) {
      SummaryJson.write(ended, plan.name(), settings.runtime().name(), logs, console.out());
    } else {
      Summary.print(ended, logs, console);
    }
  }

  private static int status(FlowScheduler ended, String signal) {
    if (ended.ending().filter(why -> why == Ending.INTERRUPTED).isPresent()) {
      return switch (signal) {
        case "TERM" -> TERMINATED;
        case "HUP" -> HUNG_UP;
        default -> ExitCode.INTERRUPTED.status();
      };
    }
    if (ended.phase() == RunPhase.SUCCEEDED) {
      return ExitCode.OK.status();
    }
    return ended.phase() == RunPhase.FAILED
        ? ExitCode.NEGATIVE.status()
        : ExitCode.CANCELLED.status();
  }

  private PodRuntime runtime(Path volumes) {
    return switch (settings.runtime()) {
      case docker -> new ContainerRuntime(ContainerCommand.DOCKER, volumes, runId());
      case podman -> new ContainerRuntime(ContainerCommand.PODMAN, volumes, runId());
      default -> new ProcessRuntime(volumes);
    };
  }

  private Set<String> severalContainers() {
    Set<String> several = new HashSet<>();
    plan.jobs()
        .forEach(
            (flow, job) -> {
              var pod = job.template().getTemplate().getSpec();
              if (pod.getContainers().size() + pod.getInitContainers().size() > 1) {
                several.add(flow);
              }
            });
    return several;
  }

  private static String runId() {
    return Long.toString(new SecureRandom().nextLong() >>> 24, Character.MAX_RADIX);
  }

  private static String nodeName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
