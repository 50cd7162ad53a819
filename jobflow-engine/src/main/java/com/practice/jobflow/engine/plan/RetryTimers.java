package com.practice.jobflow.engine.plan;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** When each Retrying flow may go on. */
final class RetryTimers {
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::time).thenComparingInt(Timer::flow));

  private record Timer(long time, int flow) {}

  void add(int flow, long time) {
    timers.add(new Timer(time, flow));
  }

  void removeIf(IntPredicate flows) {
    timers.removeIf(timer -> flows.test(timer.flow()));
  }

  /** Removes what is due and hands it on. */
  void wake(long now, IntConsumer due) {
    while (!timers.isEmpty() && timers.element().time() <= now) {
      due.accept(timers.remove().flow());
    }
  }

  /** Returns the earliest time, {@link EpochNanos#NONE} without any. */
  long next() {
    return timers.isEmpty() ? EpochNanos.NONE : timers.element().time();
  }
}
