package com.practice.jobflow.operator.preflight;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a preflight until it passes, and again whenever there is a sign of trouble; asks nothing
 * in good times. Logs each obstacle once when it appears, and that all is well when it is again.
 * Thread-safe; starts once.
 */
public final class StandingPreflight {
  private static final Logger LOG = LoggerFactory.getLogger(StandingPreflight.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_FALSE_ALARM = Duration.ofSeconds(60);
  private static final Duration FORGIVEN = Duration.ofMinutes(5);

  private final Preflight preflight;
  private final BiConsumer<Runnable, Duration> later;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Void> passed = new CompletableFuture<>();
  private volatile List<Obstacle> obstacles =
      List.of(new Obstacle("start", "the cluster has not been looked at yet"));
  private Set<Object> told = Set.of();
  private boolean due;
  private int failures;
  private int falseAlarms;
  private long alarmedAt;

  /**
   * Prepares.
   *
   * @param later runs a task after a while, one at a time
   * @param nanoTime a clock that never goes back
   */
  public StandingPreflight(
      Preflight preflight, BiConsumer<Runnable, Duration> later, LongSupplier nanoTime) {
    this.preflight = preflight;
    this.later = later;
    this.nanoTime = nanoTime;
    this.alarmedAt = nanoTime.getAsLong();
  }

  /** Begins; the future completes when the preflight has passed for the first time. */
  public synchronized CompletableFuture<Void> start() {
    due = true;
    later.accept(this::check, Duration.ZERO);
    return passed;
  }

  /**
   * Returns what was in the way when it was looked at last; empty if all was well. A refusal that
   * turns out to be somebody else's affair, such as a quota, makes it look less often.
   */
  public List<Obstacle> obstacles() {
    return obstacles;
  }

  /** Says that something was refused or cut off, and that it may be worth a look. */
  public synchronized void alarm() {
    if (due || !passed.isDone()) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - alarmedAt > FORGIVEN.toNanos()) {
      falseAlarms = 0;
    }
    alarmedAt = now;
    due = true;
    later.accept(this::check, pause(falseAlarms, LONGEST_FALSE_ALARM));
  }

  private void check() {
    List<Obstacle> found;
    try {
      found = preflight.obstacles();
    } catch (RuntimeException surprise) {
      LOG.error("The preflight failed; it is tried again", surprise);
      found = List.of(new Obstacle("preflight", "the preflight failed: " + surprise));
    }
    settle(found);
    if (found.isEmpty()) {
      passed.complete(null);
    }
  }

  private synchronized void settle(List<Obstacle> found) {
    tell(found);
    obstacles = found;
    if (found.isEmpty()) {
      falseAlarms = failures == 0 && passed.isDone() ? falseAlarms + 1 : 0;
      failures = 0;
      due = false;
    } else {
      later.accept(this::check, pause(failures, LONGEST_PAUSE));
      failures++;
    }
  }

  private void tell(List<Obstacle> found) {
    Set<Object> subjects = found.stream().map(Obstacle::subject).collect(Collectors.toSet());
    if (subjects.equals(told)) {
      return;
    }
    for (Obstacle obstacle : found) {
      if (!told.contains(obstacle.subject())) {
        LOG.warn("Cannot work: {}", obstacle);
      }
    }
    if (found.isEmpty()) {
      LOG.info("Nothing is in the way any more");
    }
    told = Objects.requireNonNull(subjects);
  }

  private static Duration pause(int times, Duration longest) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times, 10));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
