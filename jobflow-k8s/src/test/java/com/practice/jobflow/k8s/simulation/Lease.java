package com.practice.jobflow.k8s.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Who may write. The holder renews every two seconds, fences itself ten seconds after its last
 * renewal and ends when it notices that it is late; another takes over after fifteen.
 */
final class Lease {
  private static final int RENEWAL = 2_000;
  private static final int FENCE = 10_000;
  private static final int DURATION = 15_000;

  private final SimulatedCluster cluster;
  private final boolean needed;
  private @Nullable OperatorProcess holder;
  private long renewed = Long.MIN_VALUE / 2;

  Lease(SimulatedCluster cluster, boolean needed) {
    this.cluster = cluster;
    this.needed = needed;
  }

  /** Returns whether a process takes itself for the leader. */
  boolean works(OperatorProcess process) {
    return !needed || holder == process;
  }

  boolean mayWrite(OperatorProcess process) {
    return !needed || (holder == process && cluster.world().now() - renewed < FENCE);
  }

  @Nullable OperatorProcess holder() {
    return holder;
  }

  void attend(OperatorProcess process) {
    if (!needed) {
      process.caches().jobs().rememberDeparted();
    }
    if (!needed || process.isDead()) {
      return;
    }
    long now = cluster.world().now();
    if (process.isFrozen()) {
      cluster.world().at(process.frozenUntil(), () -> attend(process));
      return;
    }
    if (cluster.answers(process)) {
      if (holder == process) {
        if (now - renewed >= FENCE) {
          cluster.restart(process, 0);
          return;
        }
        renewed = now;
      } else if (now - renewed >= DURATION) {
        cluster.world().log(process.name(), () -> "takes the lease");
        holder = process;
        renewed = now;
        process.caches().jobs().rememberDeparted();
        process.wake();
      }
    } else if (holder == process && now - renewed >= FENCE) {
      cluster.restart(process, 0);
      return;
    }
    cluster.world().in(RENEWAL, () -> attend(process));
  }
}
