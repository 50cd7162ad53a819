package com.practice.jobflow.operator.lease;

import com.practice.jobflow.operator.lease.LeaseStep.Cases;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election until it leads, then renews the Lease until it is closed or has lost it. Who
 * has lost never stands again: the process ends, and a new one begins with nothing half done.
 *
 * <p>At no time may two write, as long as the clocks of two machines do not run at rates that
 * differ by a third. What remains is the time between asking {@link #mayWrite} and the request's
 * arrival: a process that is halted right there, for longer than the renew deadline, sends one
 * stale write per thread when it wakes. Nothing on this side of the wire can prevent that; record
 * before act makes it harmless (docs/adr/0006).
 *
 * <p>Thread-safe; starts once and closes once.
 */
public final class LeaderElection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

  /**
   * A loop that has not turned for so long hangs: it rests for seconds, and requests end sooner.
   */
  private static final Duration HANGING = Duration.ofSeconds(60);

  /** A renewal under way, and the release, which may need a second try: three requests. */
  private static final Duration LONGEST_FAREWELL = Duration.ofMillis(3_200);

  private static final Duration ONE_REQUEST = Duration.ofSeconds(1);

  private final LeaseSettings settings;
  private final LeaseApi api;
  private final Fence fence;
  private final Election election;
  private final ElectionLog log;
  private final InstantSource wallClock = InstantSource.system();
  private final CompletableFuture<Void> elected = new CompletableFuture<>();
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile long turnedAt = System.nanoTime();
  private volatile String holder = "";

  LeaderElection(LeaseApi api, LeaseSettings settings) {
    this.api = api;
    this.settings = settings;
    this.fence = new Fence(settings.renewDeadline().toNanos());
    this.election =
        new Election(
            settings, fence, () -> ThreadLocalRandom.current().nextDouble(), System.nanoTime());
    this.log = new ElectionLog(LOG, settings);
    this.thread = new Thread(this::run, "jobflow-lease");
    thread.setDaemon(true);
  }

  /**
   * Prepares an election.
   *
   * @param client configured by {@link LeaseClient}, and used for nothing else; not closed here
   */
  public static LeaderElection over(KubernetesClient client, LeaseSettings settings) {
    return new LeaderElection(
        new HttpLeaseApi(client, settings, LeaseClient.TIMEOUT_MILLIS), settings);
  }

  /** Begins to stand for election; an API server that is away is asked until it answers. */
  public void start() {
    log.stands();
    thread.start();
  }

  /** Completes when this process leads; never if it does not come to that. */
  public CompletableFuture<Void> elected() {
    return elected;
  }

  /**
   * Completes with the reason when this process led and does not any more, unless it was closed.
   */
  public CompletableFuture<String> lost() {
    return lost;
  }

  /**
   * Returns whether this process leads, as far as its own clock can tell. It asks nobody, so it is
   * right even if this process was halted for hours and has just woken up; once it said no after a
   * yes, it says no for ever.
   */
  public boolean mayWrite() {
    return fence.stands(System.nanoTime());
  }

  /** Returns whether the election goes on, or has not begun yet; for a liveness probe. */
  public boolean alive() {
    if (thread.getState() == Thread.State.NEW) {
      return true;
    }
    return thread.isAlive() && System.nanoTime() - turnedAt < HANGING.toNanos();
  }

  /** Returns who held the Lease when it was last seen; empty if nobody did. */
  public Optional<String> holder() {
    return Optional.of(holder).filter(name -> !name.isEmpty());
  }

  /**
   * Forbids all writes, ends the election, and gives the Lease away if it is ours, so that a
   * successor need not wait for it to run out. Whatever this process still wants to write comes
   * before. Takes no longer than a few requests.
   */
  @Override
  public void close() {
    // in this order: the loop, when it finds the fence down, must know that nothing was lost
    stop.countDown();
    fence.fall();
    try {
      thread.join(LONGEST_FAREWELL.toMillis());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping(0) && turn()) {
        turnedAt = System.nanoTime();
      }
      if (stopping(0)) {
        release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes one step; returns whether there is a next one. */
  private boolean turn() throws InterruptedException {
    try {
      LeaseStep step = election.next(System.nanoTime(), wallClock.instant());
      return step.match(new Turn());
    } catch (RuntimeException surprise) {
      // a mistake of ours must not end the election without a word; the fence stays as it is
      LOG.error("the election of {} failed; it goes on", settings.lease(), surprise);
      return !stopping(settings.retryPeriod().toNanos());
    }
  }

  private boolean stopping(long nanos) throws InterruptedException {
    return stop.await(nanos, TimeUnit.NANOSECONDS);
  }

  private void tell() {
    LeaseRecord seen = election.seen();
    holder = seen == null ? "" : seen.holder();
    log.tell(election);
    if (election.leads() && !elected.isDone()) {
      // on another thread: whatever a leader does first must not keep the Lease from being renewed
      elected.completeAsync(() -> null);
    }
  }

  /** Tries again what failed, as long as {@link #close} waits for it. */
  private void release() {
    long end = System.nanoTime() + LONGEST_FAREWELL.toNanos() - ONE_REQUEST.toNanos();
    Optional<LeaseRecord> farewell = election.farewell(wallClock.instant());
    while (farewell.isPresent()) {
      LeaseAnswer answer = api.change(farewell.get());
      boolean undecided =
          answer instanceof LeaseAnswer.Conflict || answer instanceof LeaseAnswer.Failure;
      if (!undecided || System.nanoTime() - end > 0) {
        log.released(answer);
        return;
      }
      // perhaps a renewal of ours whose reply was lost, or this very release
      long began = System.nanoTime();
      election.looked(api.look(), began, System.nanoTime());
      farewell = election.farewell(wallClock.instant());
    }
    LeaseRecord seen = election.seen();
    if (seen != null && seen.isFree()) {
      log.released(new LeaseAnswer.Present(seen));
    }
  }

  /** Carries out one step. */
  private final class Turn implements Cases<Boolean> {
    @Override
    public Boolean rest(long nanos) {
      try {
        return !stopping(nanos);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public Boolean look() {
      long began = System.nanoTime();
      LeaseAnswer answer = api.look();
      election.looked(answer, began, System.nanoTime());
      tell();
      return true;
    }

    @Override
    public Boolean create(LeaseRecord claim) {
      long began = System.nanoTime();
      LeaseAnswer answer = api.create(claim);
      election.wrote(answer, began, System.nanoTime());
      tell();
      return true;
    }

    @Override
    public Boolean change(LeaseRecord claim) {
      long began = System.nanoTime();
      LeaseAnswer answer = api.change(claim);
      election.wrote(answer, began, System.nanoTime());
      tell();
      return true;
    }

    @Override
    public Boolean lost(String why) {
      if (stop.getCount() == 0) {
        return false;
      }
      log.lost(why);
      lost.completeAsync(() -> why);
      return false;
    }
  }
}
