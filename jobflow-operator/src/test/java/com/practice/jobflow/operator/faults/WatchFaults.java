package com.practice.jobflow.operator.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the watches suffer, by resource; may be changed at any time, by any thread. */
final class WatchFaults {
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final Set<String> duplicated = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> onlyBookmarks = ConcurrentHashMap.newKeySet();
  private final Set<String> withoutBookmarks = ConcurrentHashMap.newKeySet();
  private final AtomicInteger madeBookmarks = new AtomicInteger();
  private final AtomicInteger droppedBookmarks = new AtomicInteger();
  private final Set<WatchStream> streams = ConcurrentHashMap.newKeySet();

  /** Lets every event of a resource wait for so long; their order stays. */
  void delay(String resource, Duration delay) {
    delays.put(resource, delay);
    streams.forEach(WatchStream::wakeUp);
  }

  /** Sends every event of a resource again after the next one, and that once more. */
  void duplicate(String resource) {
    duplicated.add(resource);
  }

  /** Breaks all watches of a resource. */
  void cut(String resource) {
    streams.stream().filter(stream -> stream.isOf(resource)).forEach(WatchStream::cut);
  }

  /** Breaks all watches of a resource, and each that is tried until all is mended. */
  void refuse(String resource) {
    refused.add(resource);
    cut(resource);
  }

  /** Tells all watches of a resource that what they ask for is too long ago. */
  void expire(String resource) {
    streams.stream().filter(stream -> stream.isOf(resource)).forEach(WatchStream::expire);
  }

  /**
   * Withholds all events of a resource, and sends a bookmark every second instead: of what the
   * operator has seen last, since no server says more than it has sent.
   */
  void onlyBookmarks(String resource) {
    onlyBookmarks.add(resource);
    streams.forEach(WatchStream::wakeUp);
  }

  /** Drops the server's bookmarks of a resource. */
  void withoutBookmarks(String resource) {
    withoutBookmarks.add(resource);
  }

  /** Ends every fault that lasts. */
  void mend() {
    delays.clear();
    duplicated.clear();
    refused.clear();
    onlyBookmarks.clear();
    withoutBookmarks.clear();
    streams.forEach(WatchStream::wakeUp);
  }

  /** Returns how many watches of a resource there are at the moment. */
  long watching(String resource) {
    return streams.stream().filter(stream -> stream.isOf(resource)).count();
  }

  Duration delayOf(String resource) {
    return delays.getOrDefault(resource, Duration.ZERO);
  }

  boolean isDuplicated(String resource) {
    return duplicated.contains(resource);
  }

  boolean hasOnlyBookmarks(String resource) {
    return onlyBookmarks.contains(resource);
  }

  boolean hasNoBookmarks(String resource) {
    return withoutBookmarks.contains(resource);
  }

  void madeBookmark() {
    madeBookmarks.incrementAndGet();
  }

  void droppedBookmark() {
    droppedBookmarks.incrementAndGet();
  }

  /** Returns how many bookmarks the proxy has sent, and how many it has kept back. */
  List<Integer> bookmarks() {
    return List.of(madeBookmarks.get(), droppedBookmarks.get());
  }

  boolean isRefused(String resource) {
    return refused.contains(resource);
  }

  void opened(WatchStream stream) {
    streams.add(stream);
  }

  void closed(WatchStream stream) {
    streams.remove(stream);
  }
}
