package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.fact.ControllerListener;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An informer that is replaced when it dies, which fabric8's do for good on any surprise in a
 * watch, and when it has been without a watch for long.
 *
 * <p>The replacement goes on with the same store, so that it notices what was missed in between.
 */
final class SupervisedInformer<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedInformer.class);
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** So long it may try by itself; twice as long each further time, as a first list may be long. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(45);

  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

  private final String resource;
  private final Supplier<SharedIndexInformer<T>> factory;
  private final ScheduledExecutorService scheduler;
  private final ControllerListener listener;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Void> synced = new CompletableFuture<>();
  private volatile @Nullable SharedIndexInformer<T> informer;
  private volatile long seenWatching;
  private volatile long triesSince;
  private volatile boolean closed;
  private volatile @Nullable ScheduledFuture<?> checking;
  private volatile @Nullable ScheduledFuture<?> replacing;
  private final AtomicBoolean told = new AtomicBoolean();
  private boolean watching;
  private int deaths;
  private int renewals;

  SupervisedInformer(
      String resource,
      Supplier<SharedIndexInformer<T>> factory,
      ScheduledExecutorService scheduler,
      ControllerListener listener,
      LongSupplier nanoTime) {
    this.resource = resource;
    this.factory = factory;
    this.scheduler = scheduler;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.seenWatching = nanoTime.getAsLong();
  }

  CompletableFuture<Void> start() {
    startInformer();
    checking =
        scheduler.scheduleWithFixedDelay(
            this::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    return synced;
  }

  boolean synced() {
    return synced.isDone();
  }

  Duration blindness() {
    SharedIndexInformer<T> present = informer;
    return present != null && present.isWatching() ? Duration.ZERO : since(seenWatching);
  }

  @Override
  public void close() {
    closed = true;
    cancel(checking);
    cancel(replacing);
    SharedIndexInformer<T> present = informer;
    if (present != null) {
      present.stop();
    }
  }

  private static void cancel(@Nullable ScheduledFuture<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }

  /** Whatever goes wrong here is tried again: what a scheduled task throws is seen by nobody. */
  private void startInformer() {
    triesSince = nanoTime.getAsLong();
    try {
      SharedIndexInformer<T> fresh = factory.get();
      fresh.removeNamespaceIndex();
      fresh.exceptionHandler(
          (started, surprise) -> {
            tell(surprise);
            return true;
          });
      informer = fresh;
      if (closed) {
        return;
      }
      fresh.stopped().whenComplete((none, surprise) -> died(fresh, surprise));
      fresh.start().whenComplete((none, surprise) -> started(fresh, surprise));
    } catch (RuntimeException surprise) {
      LOG.error("no informer of {} could be made; it is tried again", resource, surprise);
      informer = null;
      replaceLater();
    }
  }

  private void started(SharedIndexInformer<T> fresh, @Nullable Throwable surprise) {
    if (surprise == null) {
      synchronized (this) {
        deaths = 0;
      }
      synced.complete(null);
    } else if (died(fresh, surprise)) {
      fresh.stop();
    }
  }

  /** Returns whether that is news. */
  private synchronized boolean died(SharedIndexInformer<T> dead, @Nullable Throwable surprise) {
    if (closed || informer != dead) {
      return false;
    }
    informer = null;
    tell(surprise == null ? "it has stopped" : surprise);
    replaceLater();
    return true;
  }

  private synchronized void replaceLater() {
    int before = deaths++;
    long pause = Math.min(FIRST_PAUSE.toMillis() << Math.min(before, 16), LONGEST_PAUSE.toMillis());
    LOG.debug("a new informer of {} starts in {} ms", resource, pause);
    if (!scheduler.isShutdown()) {
      replacing = scheduler.schedule(this::replace, pause, TimeUnit.MILLISECONDS);
    }
  }

  private void replace() {
    if (!closed) {
      startInformer();
      listener.informerHealed(resource);
    }
  }

  /**
   * Gives up an informer that neither watches nor dies, such as one that waits for an answer which
   * never comes.
   */
  private void renew(SharedIndexInformer<T> blind) {
    synchronized (this) {
      if (closed || informer != blind) {
        return;
      }
      informer = null;
    }
    renewals++;
    LOG.warn("{} have not been watched for {}; a new informer tries", resource, blindness());
    try {
      blind.stop();
    } finally {
      replace();
    }
  }

  /** One line for each time without a watch: the attempts in between bring nothing new. */
  private void tell(Object surprise) {
    if (told.compareAndSet(false, true)) {
      LOG.warn("{} cannot be watched at the moment: {}", resource, String.valueOf(surprise));
    } else {
      LOG.debug("{} still cannot be watched: {}", resource, String.valueOf(surprise));
    }
  }

  /** Whatever a periodic task throws ends it silently, so nothing may be thrown. */
  private void check() {
    try {
      SharedIndexInformer<T> present = informer;
      boolean up = present != null && present.isWatching();
      if (up) {
        seenWatching = nanoTime.getAsLong();
        triesSince = seenWatching;
        renewals = 0;
        if (told.getAndSet(false)) {
          LOG.info("{} are watched again", resource);
        }
      }
      if (up != watching) {
        watching = up;
        listener.watching(resource, up);
      }
      if (present != null && since(triesSince).compareTo(patience()) >= 0) {
        renew(present);
      }
    } catch (RuntimeException surprise) {
      LOG.warn("watching over the informer of {}", resource, surprise);
    }
  }

  private Duration patience() {
    Duration patience = FIRST_PATIENCE.multipliedBy(1L << Math.min(renewals, 10));
    return patience.compareTo(LONGEST_PATIENCE) < 0 ? patience : LONGEST_PATIENCE;
  }

  private Duration since(long time) {
    return Duration.ofNanos(nanoTime.getAsLong() - time);
  }
}
