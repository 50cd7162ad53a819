package com.practice.jobflow.operator.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two or three electors and one Lease in simulated time. They halt, crash and come again under
 * another name; their clocks begin anywhere, run up to three in a hundred too fast or too slow, and
 * their wall clocks jump; requests and replies are lost, late, or both; somebody deletes the Lease
 * once. After a while all of that ends.
 */
final class ElectionSimulation {
  private static final long SECOND = 1_000_000_000L;
  private static final long TROUBLE = 400 * SECOND;
  private static final long END = TROUBLE + 120 * SECOND;

  /** When an elector gives up waiting for an answer. */
  private static final long TIMEOUT = SECOND;

  private final FakeLease lease = new FakeLease();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Random random;
  private long time;
  private long order;
  private long deletedAt = -TROUBLE;
  private int terms;
  private int losses;

  ElectionSimulation(long seed) {
    this.random = new Random(seed);
  }

  void run() {
    int electors = 2 + random.nextInt(2);
    // a Lease from before, so that its deletion meets nobody who never saw it
    lease.put(
        new LeaseRecord("", "", LeaseSettings.of("a", "b", "c").leaseDuration(), null, null, 0));
    boolean deleted = random.nextBoolean();
    for (int i = 0; i < electors; i++) {
      Candidate candidate = new Candidate(i);
      candidates.add(candidate);
      candidate.begin();
    }
    if (deleted) {
      at(20 * SECOND + nextLong(TROUBLE / 2), this::delete);
    }
    while (!events.isEmpty() && time < END) {
      Event next = events.poll();
      time = next.time();
      next.what().run();
      check();
    }
  }

  List<String> violations() {
    return violations;
  }

  Optional<String> leader() {
    return candidates.stream()
        .filter(Candidate::mayWrite)
        .map(candidate -> candidate.identity)
        .findFirst();
  }

  int terms() {
    return terms;
  }

  int losses() {
    return losses;
  }

  /**
   * Not while somebody stands who has never seen the Lease: whoever finds none at the start creates
   * it at once, although its leader, about to do the same, may still write (docs/adr/0006).
   */
  private void delete() {
    if (candidates.stream().allMatch(Candidate::knowsTheLease)) {
      deletedAt = time;
      lease.delete();
    }
  }

  private void check() {
    List<String> writers =
        candidates.stream()
            .filter(Candidate::mayWrite)
            .map(candidate -> candidate.identity)
            .toList();
    if (writers.size() > 1) {
      violations.add("at " + time / 1e9 + " s: " + writers);
    }
  }

  private void at(long when, Runnable what) {
    events.add(new Event(Math.max(when, time), order++, what));
  }

  private long nextLong(long bound) {
    return (long) (random.nextDouble() * bound);
  }

  private boolean chance(double probability) {
    return time < TROUBLE && random.nextDouble() < probability;
  }

  private record Event(long time, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
    }
  }

  /** One process after the other in the same pod. */
  private final class Candidate {
    private final int number;
    private final long offset = random.nextLong();
    private final double rate = 0.97 + 0.06 * random.nextDouble();
    private int incarnation;
    private String identity = "";
    private Fence fence = new Fence(1);
    private @Nullable Election election;
    private long haltedUntil;
    private boolean led;

    Candidate(int number) {
      this.number = number;
    }

    boolean knowsTheLease() {
      return election == null || election.seen() != null;
    }

    void begin() {
      if (time - deletedAt < 60 * SECOND) {
        at(deletedAt + 60 * SECOND, this::begin);
        return;
      }
      incarnation++;
      led = false;
      identity = number + "." + incarnation;
      LeaseSettings usual = LeaseSettings.of("ns", "jobflow", "host");
      LeaseSettings mine =
          new LeaseSettings(
              "ns",
              "jobflow",
              identity,
              usual.leaseDuration(),
              usual.renewDeadline(),
              usual.retryPeriod());
      fence = new Fence(mine.renewDeadline().toNanos());
      election = new Election(mine, fence, random::nextDouble, clock());
      int now = incarnation;
      at(time, () -> step(now));
    }

    boolean mayWrite() {
      return fence.stands(clock());
    }

    private long clock() {
      return offset + (long) (time * rate);
    }

    /** Nobody may rely on it, so it says anything. */
    private Instant wallClock() {
      return Instant.ofEpochSecond(random.nextInt(2_000_000_000));
    }

    /** Does something now, or when the process is not halted any more; nothing after its crash. */
    private void whenAwake(int then, Runnable what) {
      if (incarnation != then) {
        return;
      }
      if (time < haltedUntil) {
        at(haltedUntil, () -> whenAwake(then, what));
        return;
      }
      what.run();
      if (election != null && election.leads() && !led) {
        led = true;
        terms++;
      }
    }

    private void step(int now) {
      if (chance(0.02)) {
        haltedUntil = time + nextLong(40 * SECOND);
      }
      if (chance(0.005)) {
        die();
        return;
      }
      whenAwake(now, () -> election.next(clock(), wallClock()).match(new Doing()));
    }

    private void die() {
      fence.fall();
      election = null;
      incarnation++;
      at(time + nextLong(20 * SECOND), this::begin);
    }

    /** A request: there, back, and in time, or not. */
    private void send(Function<FakeLease, LeaseAnswer> request, boolean write) {
      int now = incarnation;
      long began = clock();
      boolean[] answered = {false};
      Answering answering =
          answer -> {
            if (!answered[0]) {
              answered[0] = true;
              whenAwake(
                  now,
                  () -> {
                    if (write) {
                      election.wrote(answer, began, clock());
                    } else {
                      election.looked(answer, began, clock());
                    }
                    step(now);
                  });
            }
          };
      at(time + TIMEOUT, () -> answering.with(new LeaseAnswer.Failure("no answer")));
      if (chance(0.15)) {
        return;
      }
      at(time + delay(), () -> arrive(request, answering));
    }

    private void arrive(Function<FakeLease, LeaseAnswer> request, Answering answering) {
      LeaseAnswer answer = request.apply(lease);
      if (!chance(0.15)) {
        at(time + delay(), () -> answering.with(answer));
      }
    }

    private long delay() {
      return chance(0.1) ? nextLong(30 * SECOND) : nextLong(SECOND / 20);
    }

    /** Carries a step out. */
    private final class Doing implements LeaseStep.Cases<Boolean> {
      @Override
      public Boolean rest(long nanos) {
        int now = incarnation;
        at(time + (long) Math.ceil(nanos / rate) + 1, () -> step(now));
        return true;
      }

      @Override
      public Boolean look() {
        send(FakeLease::look, false);
        return true;
      }

      @Override
      public Boolean create(LeaseRecord claim) {
        send(api -> api.create(claim), true);
        return true;
      }

      @Override
      public Boolean change(LeaseRecord claim) {
        send(api -> api.change(claim), true);
        return true;
      }

      @Override
      public Boolean lost(String why) {
        losses++;
        die();
        return true;
      }
    }
  }

  /** Takes the answer, in whichever way it comes first. */
  private interface Answering {
    void with(LeaseAnswer answer);
  }
}
