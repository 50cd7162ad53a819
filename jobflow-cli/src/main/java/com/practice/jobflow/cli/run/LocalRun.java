package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.run.flow.Ending;
import com.practice.jobflow.cli.run.flow.FlowScheduler;
import com.practice.jobflow.cli.run.job.JobExecutor;
import com.practice.jobflow.cli.run.job.JobListener;
import com.practice.jobflow.cli.run.job.RunningJob;
import com.practice.jobflow.cli.run.loop.Loop;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.progress.Reporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Runs a plan to its end. The thread that calls {@link #run} is the loop's. */
final class LocalRun {
  private final Loop loop;
  private final RunPlan plan;
  private final JobExecutor jobs;
  private final Path logs;
  private final Reporter reporter;
  private final FlowScheduler scheduler;
  private String firstSignal = "";

  /**
   * Prepares a run.
   *
   * @param logs the folder for output, which exists
   */
  LocalRun(
      Loop loop,
      RunPlan plan,
      PodRuntime runtime,
      JobExecutor.Machine machine,
      Path logs,
      Reporter reporter) {
    this.loop = loop;
    this.plan = plan;
    this.jobs = new JobExecutor(loop, runtime, machine);
    this.logs = logs;
    this.reporter = reporter;
    this.scheduler = new FlowScheduler(loop, plan.newRun(), plan.scope(), this::startJob, reporter);
  }

  /** Runs until everything has ended, or until it was interrupted and everything has stopped. */
  FlowScheduler run(Optional<Duration> timeout) throws InterruptedException {
    reporter.follow(scheduler);
    timeout.ifPresent(
        limit ->
            loop.after(
                limit,
                () -> {
                  if (!scheduler.isOver()) {
                    reporter.say("timeout: stopping what runs; Ctrl-C kills it");
                    scheduler.end(Ending.TIMED_OUT);
                  }
                }));
    loop.post(scheduler::start);
    boolean[] started = new boolean[1];
    loop.post(() -> started[0] = true);
    loop.run(() -> started[0] && scheduler.isOver());
    reporter.close();
    return scheduler;
  }

  /** Takes a signal that came to this program. Thread-safe. */
  void signalled(String signal) {
    if (signal.equals("WINCH")) {
      loop.post(reporter::resized);
    } else {
      interrupt(signal);
    }
  }

  /** Somebody wants it to end: the first time gently, then at once. Thread-safe. */
  void interrupt(String signal) {
    loop.post(
        () -> {
          if (scheduler.ending().isEmpty()) {
            firstSignal = signal;
            boolean typed = signal.equals("INT");
            reporter.say("stopping what runs" + (typed ? "; Ctrl-C again kills it" : ""));
            scheduler.end(Ending.INTERRUPTED);
          } else {
            scheduler.kill();
          }
        });
  }

  /** Returns the first signal that interrupted the run; empty text if none did. */
  String signal() {
    return firstSignal;
  }

  private RunningJob startJob(String flow, int attempt, JobListener listener) {
    try {
      Path folder = Files.createDirectories(logs.resolve(flow));
      return jobs.start(plan.job(flow, attempt), folder, "attempt-" + attempt + ".", listener);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write logs to " + logs + ": " + e.getMessage(), e);
    }
  }
}
