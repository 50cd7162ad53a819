package com.practice.jobflow.k8s.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Virtual time in milliseconds, and what is due at it. Whoever waits lets the rest of the world go
 * on meanwhile, on the same thread.
 */
final class World {
  static final Instant BEGINNING = Instant.parse("2026-11-22T10:00:00Z");
  private static final int MOST_EVENTS = 400_000;

  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::order));
  private final List<String> trace = new ArrayList<>();
  private final boolean tracing;
  private long now;
  private long order;
  private int events;

  World(boolean tracing) {
    this.tracing = tracing;
  }

  private record Due(long time, long order, Runnable what) {}

  /** So much happens that it will never come to rest. */
  static final class Runaway extends Error {
    private static final long serialVersionUID = 1L;

    Runaway(long now) {
      super("the world never comes to rest, at " + now, null, false, false);
    }
  }

  long now() {
    return now;
  }

  Instant instant() {
    return BEGINNING.plusMillis(now);
  }

  void at(long time, Runnable what) {
    agenda.add(new Due(Math.max(time, now), order++, what));
  }

  void in(long delay, Runnable what) {
    at(now + delay, what);
  }

  /** Lets time pass. It may be later than asked for when this returns, but not earlier. */
  void pass(long delay) {
    passUntil(now + delay);
  }

  void passUntil(long time) {
    for (Due next = agenda.peek(); next != null && next.time() <= time; next = agenda.peek()) {
      agenda.poll();
      now = Math.max(now, next.time());
      if (++events > MOST_EVENTS) {
        throw new Runaway(now);
      }
      next.what().run();
    }
    now = Math.max(now, time);
  }

  void log(String who, Supplier<String> what) {
    if (tracing) {
      trace.add(String.format("%9.3f  %-8s %s", now / 1000.0, who, what.get()));
    }
  }

  List<String> trace() {
    return trace;
  }
}
