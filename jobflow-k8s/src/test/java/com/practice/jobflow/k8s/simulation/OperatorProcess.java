package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cache.CacheFeed;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.event.EventPublisher;
import com.practice.jobflow.k8s.execute.ActionExecutor;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.observe.Observer;
import com.practice.jobflow.k8s.queue.Backoff;
import com.practice.jobflow.k8s.queue.WorkQueue;
import com.practice.jobflow.k8s.reconcile.Next;
import com.practice.jobflow.k8s.reconcile.Reconciler;
import com.practice.jobflow.k8s.reconcile.Templates;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.k8s.translate.Translations;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** One process of the operator: the real caches, queue and reconciler, moved by virtual time. */
final class OperatorProcess {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(1);
  private static final Duration RESYNC = Duration.ofMinutes(10);

  private final SimulatedCluster cluster;
  private final World world;
  private final int slot;
  private final int workers;
  private final CacheFeed feed = new CacheFeed();
  private final Map<Stored, WatchStream> streams = new EnumMap<>(Stored.class);
  private final WorkQueue<JobFlowKey> queue;
  private final Backoff backoff;
  private final Map<JobFlowKey, Integer> failures = new HashMap<>();
  private final Templates templates;
  private final Reconciler reconciler;
  private final RequestPath requests;
  private final Lease lease;
  private long skew;
  private long frozenUntil;
  private boolean dead;
  private int busy;

  OperatorProcess(SimulatedCluster cluster, int slot, int workers, int listsVersionsAgo) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.slot = slot;
    this.workers = workers;
    this.lease = cluster.lease();
    double jitter = cluster.chance().below("jitter", 100) / 100.0;
    LongSupplier nanoTime = () -> world.now() * 1_000_000;
    InstantSource clock = () -> world.instant().plusMillis(skew);
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(60), () -> jitter);
    this.queue = new WorkQueue<>(backoff, nanoTime, ControllerListener.NONE);
    this.requests = new RequestPath(this);
    ApiServer api = cluster.mutation().between(requests, this);
    this.templates = new Templates(feed.templates());
    this.reconciler =
        new Reconciler(
            new Reconciler.Collaborators(
                feed.jobFlows(),
                feed.jobs(),
                templates,
                new Translations(SERIALIZATION),
                api,
                new Observer(feed.jobs(), feed.pods(), api),
                new ActionExecutor(
                    api,
                    Runnable::run,
                    new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> jitter),
                    ControllerListener.NONE),
                new EventPublisher(api, Runnable::run, name(), clock),
                ControllerListener.NONE,
                clock,
                nanoTime,
                STATUS_INTERVAL,
                RESYNC));
    for (Stored kind : Stored.values()) {
      if (kind != Stored.POD || cluster.scenario().isPrompt(slot)) {
        streams.put(kind, new WatchStream(this, kind));
      }
    }
    streams.values().forEach(stream -> stream.list(listsVersionsAgo));
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  RequestPath requests() {
    return requests;
  }

  List<WatchStream> streams() {
    return List.copyOf(streams.values());
  }

  CacheFeed caches() {
    return feed;
  }

  int slot() {
    return slot;
  }

  String name() {
    return "op" + slot;
  }

  boolean isDead() {
    return dead;
  }

  boolean isFrozen() {
    return world.now() < frozenUntil;
  }

  long frozenUntil() {
    return frozenUntil;
  }

  boolean mayWrite() {
    return lease.mayWrite(this);
  }

  void freeze(int milliseconds) {
    world.log(name(), () -> "is stopped for " + milliseconds + " ms");
    frozenUntil = Math.max(frozenUntil, world.now() + milliseconds);
    world.at(frozenUntil, this::wake);
  }

  void thaw() {
    frozenUntil = Math.min(frozenUntil, world.now());
    wake();
  }

  void skew(long milliseconds) {
    world.log(name(), () -> "has its clock off by " + milliseconds + " ms");
    skew = milliseconds;
  }

  void kill() {
    world.log(name(), () -> "is killed");
    dead = true;
  }

  // --- what informers do

  /** Returns whether the informer can go on. */
  boolean put(Stored kind, HasMetadata object) {
    switch (kind) {
      case JOB -> {
        Job job = cluster.mutation().seen((Job) object, this);
        Map<String, String> labels = job.getMetadata().getLabels();
        if (labels == null || !JobLabels.OPERATOR.equals(labels.get(JobLabels.MANAGED_BY))) {
          // a watch with our selector sees a Job that loses the label leave
          removed(kind, ObjectStore.key(object));
        } else {
          feed.putJob(job).forEach(this::touch);
        }
      }
      case JOB_FLOW -> {
        if (object instanceof JobFlow jobFlow) {
          feed.putJobFlow(cluster.mutation().seen(jobFlow, this));
        } else if (cluster.mutation().endsAtPoison()) {
          return false;
        } else {
          feed.putRawJobFlow((GenericKubernetesResource) object);
        }
        touch(key(ObjectStore.key(object)));
      }
      case TEMPLATE -> {
        feed.putTemplate((JobTemplate) object);
        touchWaiting(object.getMetadata().getName());
      }
      case POD -> feed.putPod(cluster.mutation().seen((Pod) object, this)).forEach(this::touch);
    }
    return true;
  }

  void removed(Stored kind, String key) {
    switch (kind) {
      case JOB -> feed.removeJob(key).forEach(this::touch);
      case JOB_FLOW -> {
        feed.removeJobFlow(key);
        touch(key(key));
      }
      case TEMPLATE -> {
        feed.removeTemplate(key);
        touchWaiting(key(key).name());
      }
      case POD -> feed.removePod(key).forEach(this::touch);
    }
  }

  Set<String> keys(Stored kind) {
    return switch (kind) {
      case JOB -> feed.jobKeys();
      case JOB_FLOW -> feed.jobFlowKeys();
      case TEMPLATE -> feed.templateKeys();
      case POD -> feed.podKeys();
    };
  }

  private void touchWaiting(String template) {
    templates.takeWaiting(JobFlowShape.NAMESPACE, template).forEach(this::touch);
  }

  private void touch(JobFlowKey key) {
    queue.add(key);
    wake();
  }

  // --- what workers do

  void wake() {
    if (!dead) {
      world.in(0, this::work);
    }
  }

  private void work() {
    boolean ready = streams.values().stream().allMatch(WatchStream::listed);
    if (dead || !ready || !lease.works(this) || busy >= workers) {
      return;
    }
    if (isFrozen()) {
      world.at(frozenUntil, this::work);
      return;
    }
    Optional<JobFlowKey> key = queue.poll();
    if (key.isPresent()) {
      busy++;
      world.in(0, this::work);
      work(key.get());
      busy--;
      wake();
    }
  }

  private void work(JobFlowKey key) {
    try {
      Next next = reconciler.reconcile(key, queue.addedAt(key));
      requests.reconciled();
      world.log(name(), () -> "has reconciled " + key.name() + ": " + next);
      if (!dead) {
        schedule(key, cluster.mutation().next(next, failures.getOrDefault(key, 0)));
      }
    } catch (RequestPath.Killed killed) {
      // the process is gone in the middle of its work
    } catch (CompletionException killed) {
      if (!(killed.getCause() instanceof RequestPath.Killed)) {
        surprised(key, killed);
      }
    } catch (RuntimeException surprise) {
      surprised(key, surprise);
    } finally {
      queue.done(key);
    }
  }

  private void surprised(JobFlowKey key, RuntimeException surprise) {
    cluster.judge().violated("surprise: reconcile of " + key + " threw " + surprise);
    schedule(key, Next.retry(Duration.ZERO));
  }

  private void schedule(JobFlowKey key, Next next) {
    switch (next.kind()) {
      case DONE -> succeeded(key);
      case AFTER -> {
        succeeded(key);
        queue.addAfter(key, next.delay());
        world.in(next.delay().toMillis() + 1, this::work);
      }
      case RETRY -> {
        long wait = backoff.after(failures.merge(key, 1, Integer::sum)).toMillis();
        queue.retry(key, next.delay());
        world.in(Math.max(wait, next.delay().toMillis()) + 1, this::work);
      }
    }
  }

  private void succeeded(JobFlowKey key) {
    failures.remove(key);
    queue.succeeded(key);
  }

  private static JobFlowKey key(String text) {
    int slash = text.indexOf('/');
    return new JobFlowKey(text.substring(0, slash), text.substring(slash + 1));
  }

  Optional<JobRecord> cachedJob(String name) {
    return feed.jobFlows().keys().stream()
        .flatMap(key -> feed.jobFlows().get(key(key).namespace(), key(key).name()).stream())
        .flatMap(owner -> feed.jobs().find(owner.uid(), name).stream())
        .findFirst();
  }
}
