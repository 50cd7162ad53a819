package com.practice.jobflow.k8s.queue;

import com.practice.jobflow.k8s.fact.ControllerListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands keys to workers: each key at most once at a time, in the order in which they came.
 *
 * <p>A key added while it waits is there once; a key added while a worker has it comes again when
 * the worker is done. No key is ever dropped for having failed. Thread-safe; every operation is
 * O(log keys) or better.
 *
 * @param <K> the key, with value equality
 */
public final class WorkQueue<K> {
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final ControllerListener listener;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<K> ready = new ArrayDeque<>();

  /** When each key that is ready, or will be once its worker is done, became so. */
  private final Map<K, Long> dirtySince = new HashMap<>();

  private final Map<K, Long> workedOnSince = new HashMap<>();

  /** When each key that a worker has was added. */
  private final Map<K, Long> addedAt = new HashMap<>();

  private final NavigableSet<Delayed<K>> delayed =
      new TreeSet<>(
          Comparator.<Delayed<K>>comparingLong(Delayed::due).thenComparingLong(Delayed::order));
  private final Map<K, Delayed<K>> delayedByKey = new HashMap<>();
  private final Map<K, Integer> failures = new HashMap<>();
  private long delays;
  private boolean shutDown;

  /**
   * Makes an empty queue.
   *
   * @param backoff the waits of keys that {@link #retry}
   * @param nanoTime a clock that never steps back, as {@code System::nanoTime}
   * @param listener told of every key that comes and goes
   */
  public WorkQueue(Backoff backoff, LongSupplier nanoTime, ControllerListener listener) {
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  /** Adds a key for the next free worker. */
  public void add(K key) {
    lock.lock();
    try {
      makeReady(key);
    } finally {
      lock.unlock();
    }
  }

  /** Adds a key once the delay has passed; of several delays the shortest counts. */
  public void addAfter(K key, Duration delay) {
    lock.lock();
    try {
      if (delay.isNegative() || delay.isZero()) {
        makeReady(key);
      } else {
        delay(key, nanoTime.getAsLong() + saturatedNanos(delay));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds a key whose work failed, after a wait that grows with its failures in a row. */
  public void retry(K key, Duration atLeast) {
    lock.lock();
    try {
      Duration wait = backoff.after(failures.merge(key, 1, Integer::sum));
      Duration longer = wait.compareTo(atLeast) < 0 ? atLeast : wait;
      delay(key, nanoTime.getAsLong() + saturatedNanos(longer));
      listener.queueRetried();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a key's failures. */
  public void succeeded(K key) {
    lock.lock();
    try {
      failures.remove(key);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next key, waiting for one if need be. The taker must call {@link #done}.
   *
   * @return the key; empty once the queue is shut down
   */
  public Optional<K> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!shutDown) {
        Optional<K> key = next();
        if (key.isPresent()) {
          return key;
        }
        if (delayed.isEmpty()) {
          changed.await();
        } else {
          changed.awaitNanos(delayed.first().due() - nanoTime.getAsLong());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next key as {@link #take} does, but does not wait: empty if none is due. */
  public Optional<K> poll() {
    lock.lock();
    try {
      return shutDown ? Optional.empty() : next();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a taken key back; if it was added meanwhile, it is ready again. */
  public void done(K key) {
    lock.lock();
    try {
      Long since = workedOnSince.remove(key);
      addedAt.remove(key);
      if (since == null) {
        return;
      }
      listener.queueDone(Duration.ofNanos(nanoTime.getAsLong() - since));
      if (dirtySince.containsKey(key)) {
        ready.add(key);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets every waiting and every later {@link #take} come back empty. */
  public void shutDown() {
    lock.lock();
    try {
      shutDown = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when a key that a worker has now became ready, by the queue's clock. */
  public long addedAt(K key) {
    lock.lock();
    try {
      Long time = addedAt.get(key);
      return time == null ? nanoTime.getAsLong() : time;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many keys wait for a worker; those that wait for their time do not count. */
  public int depth() {
    lock.lock();
    try {
      return ready.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many keys workers have at the moment. */
  public int active() {
    lock.lock();
    try {
      return workedOnSince.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns for how long each key that a worker has now has been worked on, all added up. */
  public Duration unfinishedWork() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return Duration.ofNanos(workedOnSince.values().stream().mapToLong(t -> now - t).sum());
    } finally {
      lock.unlock();
    }
  }

  /** Returns for how long the longest-worked-on key has been worked on; zero if there is none. */
  public Duration longestWork() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return Duration.ofNanos(
          workedOnSince.values().stream().mapToLong(t -> now - t).max().orElse(0));
    } finally {
      lock.unlock();
    }
  }

  private Optional<K> next() {
    long now = nanoTime.getAsLong();
    while (!delayed.isEmpty() && delayed.first().due() - now <= 0) {
      makeReady(delayed.first().key());
    }
    K key = ready.poll();
    if (key == null) {
      return Optional.empty();
    }
    @Nullable Long dirty = dirtySince.remove(key);
    long since = dirty == null ? now : dirty;
    listener.queueTaken(Duration.ofNanos(now - since));
    workedOnSince.put(key, now);
    addedAt.put(key, since);
    return Optional.of(key);
  }

  /**
   * Ready work overtakes the same key's delay: whoever works on it will say when it is due again.
   */
  private void makeReady(K key) {
    Delayed<K> waiting = delayedByKey.remove(key);
    if (waiting != null) {
      delayed.remove(waiting);
    }
    if (dirtySince.putIfAbsent(key, nanoTime.getAsLong()) != null) {
      return;
    }
    listener.queueAdded();
    if (!workedOnSince.containsKey(key)) {
      ready.add(key);
      changed.signal();
    }
  }

  private void delay(K key, long due) {
    if (dirtySince.containsKey(key)) {
      return;
    }
    Delayed<K> waiting = delayedByKey.get(key);
    if (waiting != null) {
      if (waiting.due() - due <= 0) {
        return;
      }
      delayed.remove(waiting);
    }
    Delayed<K> entry = new Delayed<>(key, due, delays++);
    delayedByKey.put(key, entry);
    delayed.add(entry);
    changed.signal();
  }

  private static long saturatedNanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) > 0
        ? Duration.ofDays(365).toNanos()
        : duration.toNanos();
  }

  private record Delayed<K>(K key, long due, long order) {}

  /** Returns the keys that are ready, delayed or worked on, for tests. */
  Set<K> known() {
    lock.lock();
    try {
      Set<K> keys = new HashSet<>(dirtySince.keySet());
      keys.addAll(delayedByKey.keySet());
      keys.addAll(workedOnSince.keySet());
      return keys;
    } finally {
      lock.unlock();
    }
  }
}
