package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.cache.ObjectCache;
import com.practice.jobflow.k8s.cache.PodCache;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.event.EventPublisher;
import com.practice.jobflow.k8s.execute.ActionExecutor;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.observe.Observer;
import com.practice.jobflow.k8s.queue.Backoff;
import com.practice.jobflow.k8s.queue.WorkQueue;
import com.practice.jobflow.k8s.reconcile.Next;
import com.practice.jobflow.k8s.reconcile.Reconciler;
import com.practice.jobflow.k8s.reconcile.Templates;
import com.practice.jobflow.k8s.translate.Translations;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One process of the operator: caches, queue and reconciler, moved step by step by the test. */
public final class FakeOperator {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final FakeApiServer api;
  private final FakeWatch watch;
  private final WorkQueue<JobFlowKey> queue;
  private final Templates templates;
  private final Reconciler reconciler;

  /** Starts a process whose caches begin empty; everything there is waits to be delivered. */
  public FakeOperator(
      FakeApiServer api, ObjectCache<JobTemplate> templateCache, ControllerListener listener) {
    this.api = api;
    this.watch = api.watch();
    LongSupplier nanoTime = () -> api.now().toEpochMilli() * 1_000_000;
    this.queue =
        new WorkQueue<>(
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(60), () -> 1.0),
            nanoTime,
            listener);
    this.templates = new Templates(templateCache);
    this.reconciler =
        new Reconciler(
            new Reconciler.Collaborators(
                watch.jobFlows(),
                watch.jobs(),
                templates,
                new Translations(SERIALIZATION),
                api,
                new Observer(watch.jobs(), new PodCache(), api),
                new ActionExecutor(
                    api,
                    Runnable::run,
                    new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1.0),
                    listener),
                new EventPublisher(api, Runnable::run, "test", api::now),
                listener,
                api::now,
                nanoTime,
                Duration.ofSeconds(1),
                Duration.ofMinutes(10)));
  }

  /** Delivers one JobFlow event; returns whether there was one. */
  public boolean deliverJobFlow() {
    Optional<JobFlowKey> touched = watch.deliverJobFlow();
    touched.ifPresent(queue::add);
    return touched.isPresent();
  }

  /** Delivers one Job event; returns whether there was one. */
  public boolean deliverJob() {
    Optional<JobFlowKey> touched = watch.deliverJob();
    touched.ifPresent(queue::add);
    return touched.isPresent();
  }

  /** Delivers all events. */
  public void deliver() {
    boolean more = true;
    while (more) {
      more = deliverJob() || deliverJobFlow();
    }
  }

  /** A JobTemplate has changed. */
  public void touchTemplate(String name) {
    templates.takeWaiting("default", name).forEach(queue::add);
  }

  /** Reconciles one key that is due; returns whether there was one. */
  public boolean work() {
    Optional<JobFlowKey> key = queue.poll();
    key.ifPresent(
        due -> {
          schedule(due, reconciler.reconcile(due, 0));
          queue.done(due);
        });
    return key.isPresent();
  }

  /** Delivers and reconciles until nothing is due at this moment. */
  public void settle() {
    int rounds = 0;
    do {
      deliver();
      if (++rounds > 10_000) {
        List<String> sent = api.takeRequests();
        throw new AssertionError(
            "never comes to rest: " + sent.subList(Math.max(0, sent.size() - 20), sent.size()));
      }
    } while (work());
  }

  /** The process is gone, and with it all that it remembered. */
  public void kill() {
    api.unwatch(watch);
  }

  private void schedule(JobFlowKey key, Next next) {
    switch (next.kind()) {
      case DONE -> queue.succeeded(key);
      case AFTER -> {
        queue.succeeded(key);
        queue.addAfter(key, next.delay());
      }
      case RETRY -> queue.retry(key, next.delay());
    }
  }
}
