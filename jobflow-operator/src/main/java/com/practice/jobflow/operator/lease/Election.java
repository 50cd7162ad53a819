package com.practice.jobflow.operator.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One elector's rules: told what was answered and when, it says what to do next. Times are readings
 * of this machine's monotonic clock, in nanoseconds; the wall clock goes into the Lease for people
 * to read, and decides nothing. For one thread; no clock, no wire.
 */
final class Election implements LeaseAnswer.Cases {
  /** A Lease that asks for more than this holds rubbish. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final LeaseSettings settings;
  private final Fence fence;
  private final DoubleSupplier random;

  private @Nullable LeaseRecord seen;
  private boolean missing;

  /** When the Lease was first seen as it is, or gone. */
  private long seenAt;

  /** Whether we may write what {@link #seen} and {@link #missing} lead to, without another look. */
  private boolean fresh;

  private boolean conflicted;
  private boolean leads;
  private @Nullable String lost;
  private @Nullable String failure;
  private long notBefore;

  /** The request that is answered now: when it began, when the answer came, and what it was. */
  private long started;

  private long now;
  private boolean wrote;

  /**
   * Begins as a candidate.
   *
   * @param fence kept up to date here, and asked by whoever writes
   * @param random in [0, 1), to spread the candidates
   */
  Election(LeaseSettings settings, Fence fence, DoubleSupplier random, long now) {
    this.settings = settings;
    this.fence = fence;
    this.random = random;
    this.notBefore = now;
  }

  /** Returns what to do at this moment. */
  LeaseStep next(long moment, Instant wallClock) {
    if (leads && lost == null && !fence.stands(moment)) {
      lost =
          "could not renew it for "
              + seconds(settings.renewDeadline())
              + (failure == null ? "" : ", last: " + failure);
    }
    if (lost != null) {
      return new LeaseStep.Lost(lost);
    }
    long pause = notBefore - moment;
    if (pause > 0) {
      return new LeaseStep.Rest(leads ? Math.min(pause, fence.left(moment)) : pause);
    }
    if (!fresh) {
      return new LeaseStep.Look();
    }
    LeaseRecord claim = claim(wallClock);
    return missing ? new LeaseStep.Create(claim) : new LeaseStep.Change(claim);
  }

  /** Takes the answer to a look that began at {@code began}. */
  void looked(LeaseAnswer answer, long began, long moment) {
    take(answer, began, moment, false);
  }

  /** Takes the answer to a write that began at {@code began}. */
  void wrote(LeaseAnswer answer, long began, long moment) {
    take(answer, began, moment, true);
  }

  /** Returns what to write when leaving; empty if the Lease was not ours when it was seen last. */
  Optional<LeaseRecord> farewell(Instant wallClock) {
    if (missing || seen == null || !seen.isHeldBy(settings.identity())) {
      return Optional.empty();
    }
    Instant left = wallClock.truncatedTo(ChronoUnit.MICROS);
    return Optional.of(
        new LeaseRecord(seen.version(), "", Duration.ofSeconds(1), left, left, seen.transitions()));
  }

  boolean leads() {
    return leads && lost == null;
  }

  /** Returns what the Lease said last; {@code null} if it was never seen, or is not there. */
  @Nullable LeaseRecord seen() {
    return missing ? null : seen;
  }

  /** Returns why the last request failed; {@code null} if it did not. */
  @Nullable String failure() {
    return failure;
  }

  private void take(LeaseAnswer answer, long began, long moment, boolean written) {
    started = began;
    now = moment;
    wrote = written;
    fresh = false;
    failure = null;
    boolean again = conflicted;
    conflicted = false;
    answer.match(this);
    if (conflicted && again) {
      retryLater();
    }
  }

  @Override
  public void present(LeaseRecord lease) {
    if (missing || seen == null || !seen.version().equals(lease.version())) {
      seenAt = now;
    }
    missing = false;
    seen = lease;
    if (lease.isHeldBy(settings.identity())) {
      if (wrote) {
        granted();
      } else {
        // a write of ours whose reply was lost; when it was done is unknown, so it grants nothing
        fresh = true;
        notBefore = now;
      }
    } else if (lease.isFree() || (!leads && isAbandoned(lease))) {
      fresh = true;
      notBefore = now;
    } else if (leads) {
      lost = lease.holder() + " has taken it";
      fence.fall();
    } else {
      retryLater();
    }
  }

  @Override
  public void missing() {
    if (!missing) {
      missing = true;
      seenAt = now;
    }
    // Somebody may have deleted it under a living leader, who will write it anew; and what we saw
    // before says little of who that is. Only who never saw one takes it for a first start.
    if (leads || seen == null || isAbandoned(seen)) {
      fresh = true;
      notBefore = now;
    } else {
      retryLater();
    }
  }

  @Override
  public void conflict() {
    conflicted = true;
    notBefore = now;
  }

  @Override
  public void failure(String why) {
    failure = why;
    retryLater();
  }

  private void granted() {
    if (fence.granted(started, now)) {
      leads = true;
      fresh = true;
      notBefore = started + settings.retryPeriod().toNanos();
    } else {
      // too late to begin a term, or to go on with one; the latter shows in the next step
      fresh = !leads;
      notBefore = now;
    }
  }

  private void retryLater() {
    long period = settings.retryPeriod().toNanos();
    // a leader in trouble has little time left, a candidate has all of it
    long pause =
        leads ? period / 2 : (long) (period * (1 + LeaseSettings.JITTER * random.getAsDouble()));
    notBefore = now + pause;
  }

  /** A holder's own wish for more time is heard, one for less is not: ours is what we can trust. */
  private boolean isAbandoned(LeaseRecord lease) {
    Duration wish = lease.duration().compareTo(LONGEST) > 0 ? Duration.ZERO : lease.duration();
    Duration wait = wish.compareTo(settings.leaseDuration()) > 0 ? wish : settings.leaseDuration();
    return now - seenAt >= wait.toNanos();
  }

  private LeaseRecord claim(Instant wallClock) {
    Instant renewed = wallClock.truncatedTo(ChronoUnit.MICROS);
    if (seen == null) {
      return new LeaseRecord(
          "", settings.identity(), settings.leaseDuration(), renewed, renewed, 0);
    }
    if (renewed.equals(seen.renewed())) {
      // a write that changes nothing keeps the version, and would look to others like none
      renewed = renewed.plus(1, ChronoUnit.MICROS);
    }
    boolean ours = seen.isHeldBy(settings.identity());
    return new LeaseRecord(
        missing ? "" : seen.version(),
        settings.identity(),
        settings.leaseDuration(),
        ours && seen.acquired() != null ? seen.acquired() : renewed,
        renewed,
        ours ? seen.transitions() : Math.max(0, seen.transitions()) + 1);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
