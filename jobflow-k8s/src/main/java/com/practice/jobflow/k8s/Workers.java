package com.practice.jobflow.k8s;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.fact.ControllerListener.ReconcileEnd;
import com.practice.jobflow.k8s.queue.WorkQueue;
import com.practice.jobflow.k8s.reconcile.Next;
import com.practice.jobflow.k8s.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The threads between queue and reconciler. */
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final String MDC_KEY = "jobflow";

  private final WorkQueue<JobFlowKey> queue;
  private final Reconciler reconciler;
  private final ControllerListener listener;
  private final List<Thread> threads = new ArrayList<>();

  Workers(WorkQueue<JobFlowKey> queue, Reconciler reconciler, ControllerListener listener) {
    this.queue = queue;
    this.reconciler = reconciler;
    this.listener = listener;
  }

  synchronized void start(int count) {
    if (!threads.isEmpty()) {
      return;
    }
    var factory = Threads.named("jobflow-worker");
    for (int i = 0; i < count; i++) {
      Thread thread = factory.newThread(this::work);
      threads.add(thread);
      thread.start();
    }
  }

  /** The queue must have been shut down. Whoever is not ready in time is interrupted. */
  synchronized void close(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Thread thread : threads) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        thread.join(Math.max(1, left));
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(Thread::interrupt);
  }

  private void work() {
    try {
      for (Optional<JobFlowKey> key = queue.take(); key.isPresent(); key = queue.take()) {
        work(key.get());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(JobFlowKey key) {
    long start = System.nanoTime();
    MDC.put(MDC_KEY, key.toString());
    ReconcileEnd end = ReconcileEnd.PANIC;
    try {
      end = schedule(key, reconciler.reconcile(key, queue.addedAt(key)));
    } catch (RuntimeException | Error surprise) {
      // one JobFlow's surprise must not cost the others their worker
      LOG.error("reconcile of {} failed; it is tried again", key, surprise);
      queue.retry(key, Duration.ZERO);
    } finally {
      MDC.remove(MDC_KEY);
      queue.done(key);
      listener.reconciled(end, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private ReconcileEnd schedule(JobFlowKey key, Next next) {
    switch (next.kind()) {
      case DONE -> {
        queue.succeeded(key);
        return ReconcileEnd.SUCCESS;
      }
      case AFTER -> {
        queue.succeeded(key);
        queue.addAfter(key, next.delay());
        return ReconcileEnd.REQUEUE_AFTER;
      }
      case RETRY -> {
        queue.retry(key, next.delay());
        return ReconcileEnd.ERROR;
      }
    }
    throw new AssertionError(next);
  }
}
