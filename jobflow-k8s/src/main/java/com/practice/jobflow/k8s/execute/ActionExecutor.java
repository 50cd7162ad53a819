package com.practice.jobflow.k8s.execute;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.memory.Trouble;
import com.practice.jobflow.k8s.queue.Backoff;
import com.practice.jobflow.model.JobFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates and deletes Jobs, in parallel with a slow start: one, or 16 if the JobFlow's last Job was
 * created, then one more at once for each that was created, up to 64, and none after a refusal that
 * the next one would meet too. Thread-safe.
 */
public final class ActionExecutor {
  private static final Duration COLLECTED = Duration.ofSeconds(10);

  /** So many requests at most are wasted on a refusal that all of them meet. */
  private static final int MOST_TOGETHER = 64;

  /** So many when the last one was granted: a fan-out need not find out again what its root did. */
  private static final int FIRST_TOGETHER = 16;

  private final ApiServer api;
  private final Executor pool;
  private final Backoff backoff;
  private final ControllerListener listener;

  /**
   * Makes an executor.
   *
   * @param pool bounds how many requests are under way at once, over all JobFlows
   * @param backoff the waits of Jobs that are refused again and again
   */
  public ActionExecutor(
      ApiServer api, Executor pool, Backoff backoff, ControllerListener listener) {
    this.api = api;
    this.pool = pool;
    this.backoff = backoff;
    this.listener = listener;
  }

  /**
   * Creates Jobs whose names are recorded.
   *
   * @param due in the order in which they are worth most
   * @param memory of the JobFlow; learns what became of each
   * @param authorized asked right before each request, by the thread that sends it, since one may
   *     wait long for those before it; once it says no, somebody else has acted on the record
   */
  public ExecutionReport create(
      JobFlow owner, List<Start> due, RunMemory memory, Predicate<Start> authorized, Instant now) {
    ExecutionReport execution = new ExecutionReport();
    Verdicts verdicts = new Verdicts(owner, memory, execution, now);
    List<Start> starts = patientLast(due, memory);
    starts.forEach(verdicts::unsent);
    Queue<Supplier<Attempted>> underWay = new ArrayDeque<>();
    int sent = 0;
    while (!underWay.isEmpty() || (sent < starts.size() && !verdicts.stopped)) {
      while (underWay.size() < verdicts.room && sent < starts.size() && !verdicts.stopped) {
        Start start = starts.get(sent++);
        Supplier<Attempted> answer = () -> attempt(start, authorized);
        // one alone needs no other thread
        underWay.add(
            verdicts.room == 1 || starts.size() == 1
                ? answer
                : handOver(answer, () -> new Attempted(start, unheard(), null)));
      }
      verdicts.apply(underWay.remove().get());
    }
    if (verdicts.stopped) {
      List<Start> rest = starts.subList(sent, starts.size());
      verdicts.hold(rest);
      if (verdicts.fenced) {
        verdicts.forget(rest);
      }
    }
    return execution;
  }

  /** A Job that is refused again and again must not keep back those that would not be. */
  private static List<Start> patientLast(List<Start> due, RunMemory memory) {
    return due.stream()
        .sorted(Comparator.comparingInt(start -> memory.setbacks(start.flow())))
        .toList();
  }

  /**
   * Deletes Jobs; what is gone already is as good as deleted.
   *
   * @param memory of the JobFlow; forgets what it believed to be there
   */
  public ExecutionReport delete(List<Stop> stops, RunMemory memory) {
    ExecutionReport report = new ExecutionReport();
    List<Answer<String>> answers = all(stops, stop -> api.delete(stop.job()), stop -> unheard());
    for (int i = 0; i < stops.size(); i++) {
      Stop stop = stops.get(i);
      Optional<ApiRefusal> refusal = answers.get(i).refusal();
      if (refusal.isPresent()) {
        undeleted(stop, refusal.get(), memory, report);
      } else {
        memory.succeeded(RunMemory.Chore.DELETE, stop.flow());
      }
    }
    return report;
  }

  private static void undeleted(
      Stop stop, ApiRefusal refusal, RunMemory memory, ExecutionReport report) {
    switch (refusal.kind()) {
      case NOT_FOUND, CONFLICT -> {
        memory.succeeded(RunMemory.Chore.DELETE, stop.flow());
        // one that a cache shows goes with an event; one that we only remember is looked for again
        if (memory.remembers(stop.flow())) {
          memory.forget(stop.flow());
          report.goAgain();
        }
      }
      case THROTTLED -> {
        failed(stop, refusal, memory);
        report.pause(refusal.retryAfter());
      }
      default -> {
        failed(stop, refusal, memory);
        report.fail();
      }
    }
  }

  private static void failed(Stop stop, ApiRefusal refusal, RunMemory memory) {
    String what = "deleting Job " + stop.job().name() + ": " + refusal.message();
    memory.failed(RunMemory.Chore.DELETE, stop.flow(), new Trouble(Trouble.API_ERROR, what));
  }

  private Attempted attempt(Start start, Predicate<Start> authorized) {
    if (!authorized.test(start)) {
      ApiRefusal tooOld = ApiRefusal.local(ApiRefusal.Kind.FENCED, "its record is too old");
      return new Attempted(start, Answer.refused(tooOld), null);
    }
    Answer<Written> created = api.create(start.job());
    if (!created.is(ApiRefusal.Kind.CONFLICT)) {
      return new Attempted(start, created, null);
    }
    String namespace = start.job().getMetadata().getNamespace();
    return new Attempted(start, created, api.job(namespace, start.job().getMetadata().getName()));
  }

  /**
   * One alone needs no other thread. Whoever is interrupted, or finds the pool shut down, is about
   * to stop: what became of the requests he does not learn.
   */
  private <I, O> List<O> all(List<I> inputs, Function<I, O> function, Function<I, O> unheard) {
    if (inputs.size() == 1) {
      return List.of(function.apply(inputs.get(0)));
    }
    List<Supplier<O>> results =
        inputs.stream()
            .map(input -> handOver(() -> function.apply(input), () -> unheard.apply(input)))
            .toList();
    return results.stream().map(Supplier::get).collect(Collectors.toList());
  }

  private <O> Supplier<O> handOver(Supplier<O> task, Supplier<O> unheard) {
    CompletableFuture<O> future = new CompletableFuture<>();
    try {
      future.completeAsync(task, pool);
    } catch (RejectedExecutionException stopping) {
      future.complete(unheard.get());
    }
    return () -> await(future, unheard);
  }

  private static <O> O await(CompletableFuture<O> future, Supplier<O> unheard) {
    try {
      return future.get();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return unheard.get();
    } catch (ExecutionException broken) {
      throw new CompletionException(broken.getCause());
    }
  }

  private static <T> Answer<T> unheard() {
    return Answer.refused(ApiRefusal.local(ApiRefusal.Kind.UNKNOWN, "stopping"));
  }

  /** The answers to a create, and to the read after a conflict. */
  private record Attempted(
      Start start, Answer<Written> created, @Nullable Answer<JobRecord> existing) {}

  /** What each answer means; applied by one thread, in the order of the starts. */
  private final class Verdicts {
    private final JobFlow owner;
    private final RunMemory memory;
    private final ExecutionReport execution;
    private final Instant now;
    private @Nullable Instant notBefore;
    private int room;
    private int inVain;
    private boolean stopped;
    private boolean fenced;

    private Verdicts(JobFlow owner, RunMemory memory, ExecutionReport execution, Instant now) {
      this.owner = owner;
      this.memory = memory;
      this.execution = execution;
      this.now = now;
      this.room = memory.isWelcome() ? FIRST_TOGETHER : 1;
    }

    private void unsent(Start start) {
      memory.unsent(start.flow(), start.attempt(), now);
    }

    private void apply(Attempted attempted) {
      Start start = attempted.start();
      attempted
          .created()
          .value()
          .ifPresent(
              written -> {
                created(start, written.uid());
                written.warnings().stream()
                    .filter(memory::isNews)
                    .forEach(warning -> execution.warn(start.flow() + ": " + warning));
              });
      attempted
          .created()
          .refusal()
          .ifPresent(
              refusal -> {
                inVain++;
                refused(start, refusal, attempted.existing());
              });
      // as many in a row as may be under way, all held back, say enough about the rest
      stopped |= inVain >= room && notBefore != null;
    }

    private void created(Start start, String uid) {
      memory.created(start.flow(), start.attempt(), uid, now);
      memory.accepted();
      inVain = 0;
      room = Math.min(MOST_TOGETHER, room + 1);
    }

    private void refused(Start start, ApiRefusal refusal, @Nullable Answer<JobRecord> existing) {
      // smaller it will not get, whatever kind of refusal the server makes of it
      switch (refusal.isTooLarge() ? ApiRefusal.Kind.INVALID : refusal.kind()) {
        case CONFLICT -> conflict(start, existing);
        case INVALID -> {
          memory.rejected(
              start.flow(),
              start.attempt(),
              new Trouble(Trouble.INVALID_TEMPLATE, refusal.message()));
          execution.goAgain();
        }
        case QUOTA -> {
          heldBack(start, new Trouble(Trouble.QUOTA_EXCEEDED, refusal.message()));
          stopped = true;
        }
        case FORBIDDEN -> heldBack(start, new Trouble(Trouble.FORBIDDEN, refusal.message()));
        case THROTTLED -> {
          notBefore = now.plus(refusal.retryAfter());
          setback(start, refusal.message());
          memory.held(start.flow(), start.attempt(), notBefore, null);
          execution.pause(refusal.retryAfter());
          stopped = true;
        }
        case NAMESPACE_TERMINATING -> {
          execution.abandon();
          stopped = true;
        }
        case NOT_FOUND -> {
          // the namespace is gone, which the cache will say soon, or is not known everywhere yet
          setback(start, refusal.message());
          execution.fail();
          stopped = true;
        }
        case FENCED -> {
          // we may lead again, and no event would tell us
          forget(List.of(start));
          execution.fail();
          stopped = true;
          fenced = true;
        }
        case UNKNOWN -> {
          setback(start, refusal.message());
          memory.forget(start.flow());
          execution.fail();
          stopped = true;
        }
      }
    }

    private void conflict(Start start, @Nullable Answer<JobRecord> answer) {
      JobRecord existing = answer == null ? null : answer.value().orElse(null);
      if (existing == null) {
        if (answer == null || !answer.is(ApiRefusal.Kind.NOT_FOUND)) {
          memory.forget(start.flow());
        }
        setback(start, "it exists, and cannot be looked at");
        execution.fail();
      } else if (existing.isControlledBy(memory.uid())) {
        listener.createConflict(ControllerListener.JobOwner.OURS);
        created(start, existing.uid());
      } else if (isPredecessors(existing)) {
        listener.createConflict(ControllerListener.JobOwner.PREDECESSOR);
        heldBack(
            start,
            new Trouble(
                Trouble.FORMER_JOB,
                "waiting until the former Job " + existing.name() + " is deleted"));
      } else {
        listener.createConflict(ControllerListener.JobOwner.STRANGER);
        stranger(start, existing);
      }
    }

    private void stranger(Start start, JobRecord existing) {
      String line = "Job " + existing.name() + " exists and is not ours";
      if (start.fallbackName().equals(existing.name())) {
        heldBack(
            start,
            new Trouble(Trouble.JOB_NAME_CONFLICT, line + "; delete it, or create a new JobFlow"));
      } else {
        memory.rename(start.flow(), start.attempt(), start.fallbackName());
        execution.conflict(
            line + ": the Job of " + start.flow() + " becomes " + start.fallbackName());
      }
    }

    /**
     * A Job on its way out, or of a JobFlow of this name that is gone: garbage collection's prey.
     */
    private boolean isPredecessors(JobRecord job) {
      JobRecord.Controller controller = job.controller();
      return job.deleting()
          || (controller != null
              && controller.kind().equals(owner.getKind())
              && controller.name().equals(owner.getMetadata().getName()));
    }

    private void setback(Start start, String why) {
      String what = "creating Job " + start.job().getMetadata().getName() + ": " + why;
      memory.setback(start.flow(), start.attempt(), new Trouble(Trouble.API_ERROR, what));
    }

    private void heldBack(Start start, Trouble trouble) {
      if (notBefore == null) {
        Duration wait = backoff.after(memory.refused());
        // garbage collection is soon done, and no event of ours tells so
        boolean soon = trouble.reason().equals(Trouble.FORMER_JOB) && wait.compareTo(COLLECTED) > 0;
        notBefore = now.plus(soon ? COLLECTED : wait);
      }
      if (!trouble.reason().equals(Trouble.QUOTA_EXCEEDED)) {
        // what has no room now is still the first for whom there should be some
        memory.setback(start.flow(), start.attempt(), trouble);
      }
      memory.held(start.flow(), start.attempt(), notBefore, trouble);
    }

    /** What we did not send, somebody who leads instead of us may have sent. */
    private void forget(List<Start> starts) {
      starts.forEach(start -> memory.forget(start.flow()));
    }

    private void hold(List<Start> rest) {
      if (notBefore != null) {
        Instant until = notBefore;
        rest.forEach(start -> memory.held(start.flow(), start.attempt(), until, null));
      }
    }
  }
}
