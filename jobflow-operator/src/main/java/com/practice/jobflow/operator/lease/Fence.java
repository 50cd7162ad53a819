package com.practice.jobflow.operator.lease;

/**
 * Says until when a leader may write: for one renew deadline from the <em>start</em> of the last
 * request that was granted, on this machine's monotonic clock. Others leave the Lease alone for
 * longer than that from the moment when they see it written, which is later than its request's
 * start. So no two clocks are ever compared.
 *
 * <p>Falls once and for all: a renewal that is granted too late does not raise it again.
 * Thread-safe.
 */
final class Fence {
  private final long patience;
  private boolean raised;
  private boolean fallen;
  private long since;

  Fence(long patience) {
    this.patience = patience;
  }

  /** A request that began at {@code started} was granted; returns whether it was in time. */
  synchronized boolean granted(long started, long now) {
    if (!raised) {
      raised = now - started < patience && !fallen;
      since = started;
      return raised;
    }
    if (!stands(now)) {
      return false;
    }
    since = started;
    return stands(now);
  }

  synchronized boolean stands(long now) {
    if (raised && now - since >= patience) {
      fallen = true;
    }
    return raised && !fallen;
  }

  /** Returns the nanoseconds until it falls by itself. */
  synchronized long left(long now) {
    return stands(now) ? patience - (now - since) : 0;
  }

  synchronized void fall() {
    fallen = true;
  }
}
