package com.practice.jobflow.operator.health;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that answer clients. The JDK's server reads a request and writes its answer on one of
 * them, for as long as the client likes to take; here it has three seconds for both. An interrupt
 * closes the connection that a thread waits for. (The server's own limits are properties of the
 * whole JVM, read by whichever server comes first.)
 */
final class PromptThreads implements Executor, AutoCloseable {
  private static final long PATIENCE_MILLIS = 3_000;

  /** Only so many slow clients can keep others waiting at all, and then only for so long. */
  private static final int MOST = 64;

  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          MOST, MOST, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, this::thread);

  PromptThreads() {
    workers.allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    workers.execute(
        () -> {
          // one that comes too late meets a thread of the pool, which forgets it before its next
          // task
          ScheduledFuture<?> end =
              clock.schedule(
                  Thread.currentThread()::interrupt, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
          try {
            task.run();
          } finally {
            end.cancel(false);
          }
        });
  }

  @Override
  public void close() {
    workers.shutdownNow();
    clock.shutdownNow();
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "jobflow-health-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
