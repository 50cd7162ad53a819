package com.practice.jobflow.operator.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the watches suffer, by resource; may be changed at any time, by any thread. */
final class WatchFaults {
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final Set<String> duplicated = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
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

  /** Ends every fault that lasts. */
  void mend() {
    delays.clear();
    duplicated.clear();
    refused.clear();
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
