package com.practice.jobflow.cli.run.job;

import com.practice.jobflow.cli.run.loop.Loop;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Job that runs: keeps as many pods as its rules want until it has succeeded or cannot any more.
 */
final class JobRun implements RunningJob {
  private final Loop loop;
  private final JobRules rules;
  private final PodStarter pods;
  private final JobListener listener;
  private final Map<Integer, ActivePod> active = new TreeMap<>();
  private final Indexes indexes;
  private final Map<Integer, Backoff> backoffs = new HashMap<>();
  private final Backoff wholeBackoff = new Backoff();
  private int started;
  private int succeeded;
  private int failed;
  private @Nullable JobEnd end;
  private boolean over;
  private Loop.@Nullable Timer deadline;
  private Loop.@Nullable Timer retry;

  /** Starts pods for Jobs. */
  @FunctionalInterface
  interface PodStarter {
    /**
     * Starts a pod.
     *
     * @param number counted from 1 within the Job
     * @param ended called once, on the loop's thread, not before this call has returned
     */
    ActivePod start(int number, OptionalInt index, Consumer<PodEnd> ended);
  }

  /** A pod that has not ended. */
  interface ActivePod {
    /** Asks its containers to end, and kills them after the pod's grace period. */
    void stop();

    /** Kills its containers. */
    void kill();
  }

  /** How often in a row something failed, and how long it waits therefore. */
  private static final class Backoff {
    private int failures;
    private Instant until = Instant.MIN;
  }

  JobRun(Loop loop, JobRules rules, PodStarter pods, JobListener listener) {
    this.loop = loop;
    this.rules = rules;
    this.pods = pods;
    this.listener = listener;
    this.indexes = new Indexes(rules.indexed() ? rules.completions().orElse(0) : 0);
  }

  void start() {
    rules
        .deadline()
        .ifPresent(
            limit ->
                deadline =
                    loop.after(
                        limit,
                        () ->
                            end(
                                JobEnd.failed(
                                    "DeadlineExceeded",
                                    "ran longer than its activeDeadlineSeconds of "
                                        + limit.toSeconds()))));
    advance();
  }

  @Override
  public void stop() {
    end(JobEnd.STOPPED);
  }

  @Override
  public void kill() {
    end(JobEnd.STOPPED);
    List.copyOf(active.values()).forEach(ActivePod::kill);
  }

  /** The first end counts; what runs is stopped first. */
  private void end(JobEnd decided) {
    if (end == null) {
      end = decided;
      List.copyOf(active.values()).forEach(ActivePod::stop);
    }
    advance();
  }

  private void podEnded(int number, OptionalInt index, PodEnd pod) {
    active.remove(number);
    listener.podEnded(pod);
    if (pod.succeeded()) {
      succeeded++;
      wholeBackoff.failures = 0;
      wholeBackoff.until = Instant.MIN;
      index.ifPresent(indexes::succeeded);
    } else if (end == null) {
      podFailed(index, pod);
    }
    advance();
  }

  private void podFailed(OptionalInt index, PodEnd pod) {
    index.ifPresent(indexes::reopened);
    FailureRule rule = FailureRule.of(rules.failureRules(), pod);
    boolean perIndex = rules.backoffLimitPerIndex().isPresent() && index.isPresent();
    Backoff backoff =
        perIndex ? backoffs.computeIfAbsent(index.getAsInt(), i -> new Backoff()) : wholeBackoff;
    boolean exhausted = false;
    if (rule != FailureRule.IGNORE) {
      failed++;
      backoff.failures++;
      exhausted = perIndex && backoff.failures > rules.backoffLimitPerIndex().getAsInt();
    }
    backoff.until = loop.now().plus(rules.backoff(Math.max(1, backoff.failures)));
    if (pod.containers().stream().anyMatch(container -> container.exit().problem() != null)) {
      // Kubernetes would try again, for a node may recover; at a desk somebody waits for the
      // reason.
      end(JobEnd.failed("StartError", pod.message()));
    } else if (rule == FailureRule.FAIL_JOB) {
      end(JobEnd.failed("PodFailurePolicy", pod.message()));
    } else if (exhausted || (rule == FailureRule.FAIL_INDEX && index.isPresent())) {
      indexes.failed(index.getAsInt());
      int most = rules.maxFailedIndexes().orElse(Integer.MAX_VALUE);
      if (indexes.failures() > most) {
        end(JobEnd.failed("MaxFailedIndexesExceeded", pod.message()));
      }
    }
    if (failed > rules.backoffLimit()) {
      end(JobEnd.failed("BackoffLimitExceeded", pod.message()));
    }
  }

  private void advance() {
    if (over) {
      return;
    }
    if (end == null) {
      JobEnd reached = reached();
      if (reached != null) {
        end = reached;
        List.copyOf(active.values()).forEach(ActivePod::stop);
      } else {
        startPods();
      }
    }
    if (end != null && active.isEmpty()) {
      over = true;
      cancel(deadline);
      cancel(retry);
      listener.jobEnded(end);
    }
  }

  /** Returns the end that the pods so far amount to; null if there is none yet. */
  private @Nullable JobEnd reached() {
    if (rules.indexed()) {
      if (indexes.satisfy(rules.successRules())) {
        return JobEnd.SUCCEEDED;
      }
      if (!indexes.allEnded()) {
        return null;
      }
      return indexes.failures() == 0
          ? JobEnd.SUCCEEDED
          : JobEnd.failed("FailedIndexes", "failed indexes: " + indexes.describeFailures());
    }
    if (rules.completions().isPresent()) {
      return succeeded >= rules.completions().getAsInt() ? JobEnd.SUCCEEDED : null;
    }
    return succeeded > 0 && active.isEmpty() ? JobEnd.SUCCEEDED : null;
  }

  private void startPods() {
    Instant now = loop.now();
    Instant wake = Instant.MAX;
    if (wholeBackoff.until.isAfter(now)) {
      wake = wholeBackoff.until;
    } else {
      wake = rules.indexed() ? startIndexes(now) : startPlain();
    }
    cancel(retry);
    if (wake.isBefore(Instant.MAX)) {
      retry = loop.at(wake, this::advance);
      if (active.isEmpty()) {
        listener.backingOff(wake);
      }
    }
  }

  private Instant startPlain() {
    int room = rules.parallelism() - active.size();
    int missing =
        rules.completions().isPresent()
            ? rules.completions().getAsInt() - succeeded - active.size()
            : succeeded > 0 ? 0 : room;
    for (int i = 0; i < Math.min(room, missing); i++) {
      startPod(OptionalInt.empty());
    }
    return Instant.MAX;
  }

  /** Starts the lowest indexes that may start, and returns when the next one may. */
  private Instant startIndexes(Instant now) {
    Instant wake = Instant.MAX;
    int index = indexes.nextOpen(0);
    while (index < indexes.count() && active.size() < rules.parallelism()) {
      Backoff own = backoffs.get(index);
      if (own == null || !own.until.isAfter(now)) {
        startPod(OptionalInt.of(index));
      } else if (own.until.isBefore(wake)) {
        wake = own.until;
      }
      index = indexes.nextOpen(index + 1);
    }
    return wake;
  }

  private void startPod(OptionalInt index) {
    int number = ++started;
    index.ifPresent(indexes::started);
    active.put(number, pods.start(number, index, pod -> podEnded(number, index, pod)));
  }

  private static void cancel(Loop.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
