package com.practice.jobflow.operator;

import com.practice.jobflow.operator.options.OperatorOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the start of the process to its end: by a signal, by the loss of the lease, or by a mistake
 * of ours that nothing can be trusted after.
 */
final class Lifetime {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
  private static final int STOPPED = 0;
  private static final int FAILED = 1;

  /** Ten seconds are promised; what has not ended by then never will. */
  private static final long LONGEST_END_MILLIS = 9_500;

  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  Lifetime() {}

  /** Runs an operator and returns the exit status. */
  int live(OperatorOptions options, String version) {
    Thread.setDefaultUncaughtExceptionHandler(this::surprised);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "jobflow-stop"));
    LOG.atInfo()
        .addKeyValue("version", version)
        .addKeyValue("identity", options.controller().identity())
        .addKeyValue("namespaces", namespaces(options))
        .addKeyValue("java", Runtime.version())
        .log("Starting");
    try (Operator operator = new Operator(options, version)) {
      operator.start(Lifetime::halt);
      return end.join();
    } catch (IOException hopeless) {
      LOG.error("Cannot start: {}", hopeless.getMessage());
      end.complete(FAILED);
      return FAILED;
    } finally {
      LOG.info("Stopped");
      closed.countDown();
    }
  }

  /** What a signal, or the return from main, begins; it decides the status, and no signal does. */
  private void stop() {
    if (end.complete(STOPPED)) {
      LOG.info("Stopping: told to");
    }
    boolean finished = false;
    try {
      finished = closed.await(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    if (!finished) {
      LOG.warn("Not everything has come to its end in time");
    }
    Runtime.getRuntime().halt(end.join());
  }

  /**
   * Whoever has lost the lease may be one of two at this moment: nothing is brought to its end any
   * more.
   */
  private static void halt(String why) {
    LOG.error("Ending at once, since the lease is lost: {}", why);
    Runtime.getRuntime().halt(FAILED);
  }

  /** A thread that has died was there for something, and nobody does that any more. */
  private void surprised(Thread thread, Throwable surprise) {
    if (end.isDone()) {
      LOG.warn("The thread {} died while stopping", thread.getName(), surprise);
      return;
    }
    LOG.error("The thread {} died, and the process with it", thread.getName(), surprise);
    Runtime.getRuntime().halt(FAILED);
  }

  private static String namespaces(OperatorOptions options) {
    return options.controller().namespaces().isEmpty()
        ? "all"
        : String.join(",", options.controller().namespaces());
  }
}
