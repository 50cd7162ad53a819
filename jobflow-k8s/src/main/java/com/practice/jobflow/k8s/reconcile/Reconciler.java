package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.cache.Decoded;
import com.practice.jobflow.k8s.cache.JobCache;
import com.practice.jobflow.k8s.cache.ObjectCache;
import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.event.EventPublisher;
import com.practice.jobflow.k8s.execute.ActionExecutor;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.observe.Observer;
import com.practice.jobflow.k8s.translate.Translations;
import com.practice.jobflow.k8s.translate.status.Journal;
import com.practice.jobflow.model.JobFlow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Brings one JobFlow at a time a step further: level-triggered, from the caches.
 *
 * <p>Thread-safe, as long as no key is given to two threads at once.
 */
public final class Reconciler {
  /** If no watch event has brought our own write by then, something should be looked at. */
  private static final Duration STALE_CACHE = Duration.ofSeconds(5);

  /**
   * No cache is behind for so long, but an etcd that was restored from a backup counts from an
   * older version. If it is the cache after all, our writes are refused and nothing is done.
   */
  private static final Duration RESTORED = Duration.ofSeconds(60);

  final Collaborators with;
  private final Map<JobFlowKey, RunMemory> memories = new ConcurrentHashMap<>();

  /** Makes a reconciler of these. */
  public Reconciler(Collaborators collaborators) {
    this.with = collaborators;
  }

  /**
   * Reconciles a JobFlow.
   *
   * @param cause when what led to this was seen, by the clock that never steps back
   */
  public Next reconcile(JobFlowKey key, long cause) {
    Optional<Decoded<JobFlow>> cached = with.jobFlows().get(key.namespace(), key.name());
    if (cached.isEmpty()) {
      return gone(key);
    }
    JobFlow jobFlow = cached.get().object();
    if (jobFlow == null) {
      return unreadable(key, cached.get());
    }
    if (jobFlow.getMetadata().getDeletionTimestamp() != null) {
      // what is left is the garbage collector's; and nothing must be created any more
      return Next.done();
    }
    RunMemory memory = memory(key, cached.get().uid());
    if (memory.isAheadOf(cached.get().resourceVersion())) {
      with.listener().staleCache();
      Instant given = memory.lastWriteTime().plus(RESTORED);
      if (with.clock().instant().isBefore(given)) {
        return Next.after(STALE_CACHE);
      }
      memories.remove(key);
      memory = memory(key, cached.get().uid());
    }
    if (memory.sees(cached.get().resourceVersion())) {
      memory.distrust();
    }
    Duration rest = memory.rest(with.clock().instant());
    if (!rest.isZero() && isAnswered(jobFlow)) {
      return Next.after(rest);
    }
    Next next = new Reconciliation(with, key, jobFlow, memory, cause).run();
    if (next.kind() == Next.Kind.DONE) {
      memories.remove(key);
      with.translations().forget(memory.uid());
    }
    return next;
  }

  /** Whoever edits a JobFlow, as to cancel it, need not wait for its rest. */
  private static boolean isAnswered(JobFlow jobFlow) {
    return Journal.of(jobFlow).isObserved();
  }

  private RunMemory memory(JobFlowKey key, String uid) {
    RunMemory known = memories.get(key);
    if (known != null && known.uid().equals(uid)) {
      return known;
    }
    if (known != null) {
      with.translations().forget(known.uid());
    }
    RunMemory fresh = new RunMemory(uid);
    memories.put(key, fresh);
    return fresh;
  }

  private Next gone(JobFlowKey key) {
    RunMemory memory = memories.remove(key);
    if (memory != null) {
      with.translations().forget(memory.uid());
    }
    with.jobs().forgetDeparted(key, job -> false);
    with.templates().forget(key);
    return Next.done();
  }

  private Next unreadable(JobFlowKey key, Decoded<JobFlow> decoded) {
    if (decoded.marked()) {
      return Next.done();
    }
    Answer<Written> answer =
        with.api()
            .markUnreadable(
                key,
                new Written(decoded.uid(), decoded.resourceVersion()),
                String.valueOf(decoded.problem()));
    // a schema that the object does not follow lets nobody write its status either
    return answer.is(ApiRefusal.Kind.INVALID)
        ? Next.done()
        : answer.refusal().map(StatusWriter::after).orElse(Next.done());
  }

  /**
   * Everything that a reconcile uses.
   *
   * @param jobFlows the JobFlows as last seen
   * @param jobs the Jobs as last seen
   * @param templates finds what a flow runs
   * @param translations of specs, each generation once
   * @param api for everything that no cache answers
   * @param observer looks for Jobs
   * @param executor creates and deletes Jobs
   * @param events tells people
   * @param listener counts
   * @param clock what time it is
   * @param nanoTime a clock that never steps back
   * @param statusInterval progress alone is written at most this often per JobFlow
   * @param resync a JobFlow that has not ended is looked at at least this often
   */
  public record Collaborators(
      ObjectCache<JobFlow> jobFlows,
      JobCache jobs,
      Templates templates,
      Translations translations,
      ApiServer api,
      Observer observer,
      ActionExecutor executor,
      EventPublisher events,
      ControllerListener listener,
      InstantSource clock,
      LongSupplier nanoTime,
      Duration statusInterval,
      Duration resync) {}
}
