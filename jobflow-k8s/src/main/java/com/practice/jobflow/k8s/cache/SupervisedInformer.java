package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.fact.ControllerListener;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An informer that is replaced when it dies, which fabric8's do for good on any surprise in a
 * watch.
 *
 * <p>The replacement goes on with the same store, so that it notices what was missed in between.
 */
final class SupervisedInformer<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedInformer.class);
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final String resource;
  private final Supplier<SharedIndexInformer<T>> factory;
  private final ScheduledExecutorService scheduler;
  private final ControllerListener listener;
  private final CompletableFuture<Void> synced = new CompletableFuture<>();
  private volatile @Nullable SharedIndexInformer<T> informer;
  private volatile long seenWatching = System.nanoTime();
  private volatile boolean closed;
  private volatile @Nullable ScheduledFuture<?> checking;
  private volatile @Nullable ScheduledFuture<?> replacing;
  private final AtomicBoolean told = new AtomicBoolean();
  private boolean watching;
  private int deaths;

  SupervisedInformer(
      String resource,
      Supplier<SharedIndexInformer<T>> factory,
      ScheduledExecutorService scheduler,
      ControllerListener listener) {
    this.resource = resource;
    this.factory = factory;
    this.scheduler = scheduler;
    this.listener = listener;
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
    return present != null && present.isWatching()
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - seenWatching);
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

  private void startInformer() {
    SharedIndexInformer<T> fresh = factory.get();
    fresh.removeNamespaceIndex();
    fresh.exceptionHandler(
        (started, surprise) -> {
          tell(surprise);
          return true;
        });
    informer = fresh;
    fresh.stopped().thenRun(() -> died(fresh, null)).exceptionally(t -> died(fresh, t));
    fresh.start().thenRun(this::started);
  }

  private void started() {
    deaths = 0;
    synced.complete(null);
  }

  private @Nullable Void died(SharedIndexInformer<T> dead, @Nullable Throwable surprise) {
    if (closed || informer != dead) {
      return null;
    }
    deaths++;
    long pause =
        Math.min(FIRST_PAUSE.toMillis() << Math.min(deaths - 1, 16), LONGEST_PAUSE.toMillis());
    tell(surprise == null ? "it has stopped" : surprise);
    LOG.debug("a new informer of {} starts in {} ms", resource, pause);
    if (!scheduler.isShutdown()) {
      replacing = scheduler.schedule(this::replace, pause, TimeUnit.MILLISECONDS);
    }
    return null;
  }

  private void replace() {
    if (!closed) {
      startInformer();
      listener.informerHealed(resource);
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
        seenWatching = System.nanoTime();
        if (told.getAndSet(false)) {
          LOG.info("{} are watched again", resource);
        }
      }
      if (up != watching) {
        watching = up;
        listener.watching(resource, up);
      }
    } catch (RuntimeException surprise) {
      LOG.warn("watching over the informer of {}", resource, surprise);
    }
  }
}
