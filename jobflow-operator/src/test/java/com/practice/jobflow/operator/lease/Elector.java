package com.practice.jobflow.operator.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One elector with clocks of its own, driven step by step. */
final class Elector {
  static final LeaseSettings SETTINGS = LeaseSettings.of("ns", "jobflow", "host");

  private final FakeLease lease;
  private final Election election;
  private final Fence fence = new Fence(SETTINGS.renewDeadline().toNanos());
  private final Instant wallClock;
  private long now;
  private @Nullable String lost;

  /**
   * Begins to stand.
   *
   * @param wallClock what it thinks the time is, when its monotonic clock shows {@code now}
   */
  Elector(String identity, FakeLease lease, long now, Instant wallClock) {
    this.lease = lease;
    this.now = now;
    this.wallClock = wallClock.minusNanos(now);
    LeaseSettings mine =
        new LeaseSettings(
            "ns",
            "jobflow",
            identity,
            SETTINGS.leaseDuration(),
            SETTINGS.renewDeadline(),
            SETTINGS.retryPeriod());
    this.election = new Election(mine, fence, () -> 0.5, now);
  }

  /**
   * Lets this much time pass, in which it does all that it wants to do, and is answered at once.
   */
  Elector run(Duration time) {
    long end = now + time.toNanos();
    while (end - now > 0 && lost == null) {
      step(end);
    }
    now = end;
    return this;
  }

  /** Lets this much time pass in which it does nothing, as a halted process. */
  Elector halt(Duration time) {
    now += time.toNanos();
    return this;
  }

  /** Makes its next request, whose answer comes after this much time. */
  Elector slowRequest(Duration time) {
    while (!request(time)) {
      LeaseStep step = election.next(now, wall());
      now += ((LeaseStep.Rest) step).nanos();
    }
    return this;
  }

  boolean mayWrite() {
    return fence.stands(now);
  }

  boolean leads() {
    return election.leads();
  }

  @Nullable String lost() {
    election
        .next(now, wall())
        .match(
            new Doing() {
              @Override
              public Boolean lost(String why) {
                lost = why;
                return true;
              }
            });
    return lost;
  }

  LeaseRecord farewell() {
    return election.farewell(wall()).orElseThrow();
  }

  private Instant wall() {
    return wallClock.plusNanos(now);
  }

  private void step(long end) {
    election
        .next(now, wall())
        .match(
            new Doing() {
              @Override
              public Boolean rest(long nanos) {
                now += Math.min(end - now, nanos);
                return true;
              }

              @Override
              public Boolean lost(String why) {
                lost = why;
                return true;
              }
            });
    if (end - now > 0) {
      request(Duration.ZERO);
    }
  }

  private boolean request(Duration time) {
    return election
        .next(now, wall())
        .match(
            new Doing() {
              @Override
              public Boolean look() {
                long began = now;
                LeaseAnswer answer = lease.look();
                now += time.toNanos();
                election.looked(answer, began, now);
                return true;
              }

              @Override
              public Boolean create(LeaseRecord claim) {
                return write(lease.create(claim));
              }

              @Override
              public Boolean change(LeaseRecord claim) {
                return write(lease.change(claim));
              }

              private boolean write(LeaseAnswer answer) {
                long began = now;
                now += time.toNanos();
                election.wrote(answer, began, now);
                return true;
              }
            });
  }

  /** Does nothing unless told otherwise. */
  private abstract static class Doing implements LeaseStep.Cases<Boolean> {
    @Override
    public Boolean rest(long nanos) {
      return false;
    }

    @Override
    public Boolean look() {
      return false;
    }

    @Override
    public Boolean create(LeaseRecord claim) {
      return false;
    }

    @Override
    public Boolean change(LeaseRecord claim) {
      return false;
    }

    @Override
    public Boolean lost(String why) {
      return false;
    }
  }
}
