package com.practice.jobflow.operator.lease;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;

/** How the client for the Lease differs from others. */
public final class LeaseClient {
  /** A renewal that takes longer is as good as failed: there must be time for the next one. */
  static final int TIMEOUT_MILLIS = 800;

  private LeaseClient() {}

  /**
   * Returns a copy with timeouts of 800 ms and no retries. The usual ones, 10 s and ten times,
   * would hold a leader up for longer than its lease lasts; and a connection pool of its own lets
   * no other request come before a renewal.
   */
  public static Config configure(Config config) {
    return new ConfigBuilder(config)
        .withRequestTimeout(TIMEOUT_MILLIS)
        .withConnectionTimeout(TIMEOUT_MILLIS)
        .withRequestRetryBackoffLimit(0)
        .build();
  }
}
