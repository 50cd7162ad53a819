package com.practice.jobflow.k8s;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** The controller's threads: named, and never what keeps the process alive. */
final class Threads {
  private static final int EVENTS = 1000;

  private Threads() {}

  static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  static ScheduledExecutorService scheduler(String prefix) {
    return new ScheduledThreadPoolExecutor(1, named(prefix));
  }

  /** At most so many threads, and none while there is nothing to do. */
  static ExecutorService pool(String prefix, int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(prefix));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** What is done for somebody is logged as his, whoever does it. */
  static Executor inContext(Executor executor) {
    return task -> {
      Map<String, String> context = MDC.getCopyOfContextMap();
      executor.execute(
          () -> {
            if (context != null) {
              MDC.setContextMap(context);
            }
            try {
              task.run();
            } finally {
              MDC.clear();
            }
          });
    };
  }

  /** Lets what has been handed over come to its end, for so long. */
  static void end(ExecutorService executor, Duration patience) {
    executor.shutdown();
    try {
      if (executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }

  /** One thread that forgets what it is given when it has too much already. */
  static ExecutorService forgetful(String prefix) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(EVENTS),
            named(prefix),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
