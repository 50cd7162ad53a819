package com.practice.jobflow.operator.lease;

import java.time.Duration;
import java.util.UUID;

/**
 * Which Lease is fought for, as whom, and how patiently.
 *
 * @param namespace the Lease's namespace
 * @param name the Lease's name
 * @param identity names this process in the Lease; no other process, not even a later one of the
 *     same pod, may have it
 * @param leaseDuration how long others leave a Lease alone that does not change
 * @param renewDeadline a leader stops writing when it could not renew the Lease for so long
 * @param retryPeriod between two attempts to get or to renew the Lease
 */
public record LeaseSettings(
    String namespace,
    String name,
    String identity,
    Duration leaseDuration,
    Duration renewDeadline,
    Duration retryPeriod) {
  /** Candidates wait up to so much longer than the retry period, so that they do not collide. */
  static final double JITTER = 0.2;

  /**
   * Checks what makes an election safe.
   *
   * @throws IllegalArgumentException says which of the durations is wrong
   */
  public LeaseSettings {
    if (namespace.isEmpty() || name.isEmpty() || identity.isEmpty()) {
      throw new IllegalArgumentException("a lease needs a namespace, a name and an identity");
    }
    if (leaseDuration.toSeconds() < 1 || leaseDuration.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "the lease duration must be whole seconds, 1 or more, not " + leaseDuration);
    }
    if (leaseDuration.compareTo(renewDeadline) <= 0) {
      throw new IllegalArgumentException(
          "the lease duration ("
              + leaseDuration
              + ") must be longer than the renew deadline ("
              + renewDeadline
              + "), or a second leader starts before the first has stopped");
    }
    if (retryPeriod.isZero() || retryPeriod.isNegative()) {
      throw new IllegalArgumentException("the retry period must be positive, not " + retryPeriod);
    }
    if (renewDeadline.toNanos() <= (1 + JITTER) * retryPeriod.toNanos()) {
      throw new IllegalArgumentException(
          "the renew deadline ("
              + renewDeadline
              + ") must be longer than 1.2 times the retry period ("
              + retryPeriod
              + "), or a leader gives up before it has tried twice");
    }
  }

  /**
   * Returns the usual 15, 10 and 2 seconds.
   *
   * @param host begins the identity, such as the pod's name; a random part makes it unique
   */
  public static LeaseSettings of(String namespace, String name, String host) {
    return new LeaseSettings(
        namespace,
        name,
        host + "_" + UUID.randomUUID(),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }

  /** Returns the same with other durations. */
  public LeaseSettings lasting(
      Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {
    return new LeaseSettings(namespace, name, identity, leaseDuration, renewDeadline, retryPeriod);
  }

  /** Returns the Lease as logs name it: {@code namespace/name}. */
  public String lease() {
    return namespace + "/" + name;
  }
}
