package com.practice.jobflow.cli.run.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what others post and what is due, one after the other, on the thread that calls {@link
 * #run}.
 *
 * <p>Whatever belongs to a loop needs no locks. {@link #post} may be called by any thread,
 * everything else only by the loop's own (or before it runs).
 */
public final class Loop {
  private final InstantSource clock;
  private final Pause pause;
  private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.<Timer, Instant>comparing(timer -> timer.due)
              .thenComparingLong(timer -> timer.sequence));
  private long sequence;

  /** How a loop waits; a test's lets time pass at once. */
  @FunctionalInterface
  public interface Pause {
    /** Returns what was posted by then, or null if nothing was; waits for ever without a time. */
    @Nullable Runnable next(BlockingQueue<Runnable> posted, @Nullable Instant until)
        throws InterruptedException;
  }

  /** Something to do later. */
  public static final class Timer {
    private final Instant due;
    private final long sequence;
    private final Runnable task;
    private boolean cancelled;

    private Timer(Instant due, long sequence, Runnable task) {
      this.due = due;
      this.sequence = sequence;
      this.task = task;
    }

    /** Makes it never happen; harmless afterwards. */
    public void cancel() {
      cancelled = true;
    }
  }

  /** Creates a loop with a clock and a way to wait that belong together. */
  public Loop(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Returns a loop in real time, deaf to changes of the wall clock. */
  public static Loop inRealTime() {
    Instant origin = Instant.now();
    long start = System.nanoTime();
    InstantSource steady = () -> origin.plusNanos(System.nanoTime() - start);
    return new Loop(
        steady,
        (posted, until) ->
            until == null
                ? posted.take()
                : posted.poll(
                    Math.max(0, Duration.between(steady.instant(), until).toNanos()),
                    TimeUnit.NANOSECONDS));
  }

  /** Returns the time. */
  public Instant now() {
    return clock.instant();
  }

  /** Does this as soon as what was posted before is done. Thread-safe. */
  public void post(Runnable task) {
    posted.add(task);
  }

  /** Does this at that time, or as soon as possible after it. */
  public Timer at(Instant due, Runnable task) {
    Timer timer = new Timer(due, sequence++, task);
    timers.add(timer);
    return timer;
  }

  /** Does this after that time has passed. */
  public Timer after(Duration wait, Runnable task) {
    return at(now().plus(wait), task);
  }

  /**
   * Works until {@code done} says so, which is asked before every task.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void run(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Runnable task = posted.poll();
      if (task == null) {
        task = due();
      }
      if (task == null) {
        Timer first = timers.peek();
        task = pause.next(posted, first == null ? null : first.due);
      }
      if (task != null) {
        task.run();
      }
    }
  }

  private @Nullable Runnable due() {
    Instant now = now();
    for (Timer first = timers.peek(); first != null; first = timers.peek()) {
      if (!first.cancelled && first.due.isAfter(now)) {
        return null;
      }
      timers.remove();
      if (!first.cancelled) {
        return first.task;
      }
    }
    return null;
  }
}
