package com.practice.jobflow.engine.plan;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs of a random test.
 *
 * <p>How a Job ends is a function of the seed, its flow and its attempt; when it ends, what is seen
 * of it, how often and in which order is the driver's whim.
 */
final class PretendJobs {
  private enum Fate {
    SUCCEEDS,
    FAILS,
    IS_REJECTED,
    IS_DELETED
  }

  private static final class Job {
    private final Fate fate;
    private boolean exists;
    private @Nullable Instant ended;

    Job(Fate fate, boolean exists) {
      this.fate = fate;
      this.exists = exists;
    }
  }

  private final long seed;
  private final int successes;
  private final Random whim;
  private final Map<String, Job> jobs = new HashMap<>();

  PretendJobs(long seed, Random whim) {
    this.seed = seed;
    this.whim = whim;
    this.successes = 40 + new Random(seed).nextInt(60);
  }

  /** Creates the Job, unless that gets lost on the way. */
  void start(Action start) {
    String key = start.flow() + "#" + start.attempt();
    Job known = jobs.get(key);
    boolean arrives = whim.nextInt(8) != 0;
    if (known == null) {
      jobs.put(key, new Job(fate(start), arrives));
    } else {
      known.exists |= arrives;
    }
  }

  /** Deletes the Job, unless that gets lost on the way or comes too late. */
  void stop(Action stop) {
    Job job = job(stop.flow(), stop.attempt());
    if (job.ended == null && whim.nextInt(4) != 0) {
      job.exists = false;
    }
  }

  /** Lets time pass for the flow's Job and returns what can be seen of it then. */
  Observation look(String flow, FlowState state, Instant now) {
    int attempt = state.attempt();
    Job job = job(flow, attempt);
    if (job.fate == Fate.IS_REJECTED) {
      return new Observation.Rejected(flow, attempt, "Forbidden", "quota exceeded");
    }
    if (!job.exists) {
      return new Observation.Missing(flow, attempt);
    }
    boolean starting = state.phase() == FlowPhase.STARTING;
    if (job.ended == null && whim.nextInt(10) < (starting ? 6 : 2)) {
      return new Observation.Running(flow, attempt);
    }
    if (job.fate == Fate.IS_DELETED) {
      if (starting) {
        // missing before it was seen running would only be started again
        return new Observation.Running(flow, attempt);
      }
      job.exists = false;
      return new Observation.Missing(flow, attempt);
    }
    if (job.ended == null) {
      // clocks differ: the cluster's may run ahead or behind
      job.ended = whim.nextInt(20) == 0 ? now.plusSeconds(whim.nextInt(-9, 9)) : now;
    }
    return job.fate == Fate.SUCCEEDS
        ? new Observation.Succeeded(flow, attempt, job.ended)
        : new Observation.Failed(flow, attempt, job.ended, "Broken", "exit code " + attempt);
  }

  /** Returns something said of an attempt that is not, or no more, the one that runs. */
  Observation gossip(String flow, int attempt, Instant now) {
    return switch (whim.nextInt(5)) {
      case 0 -> new Observation.Running(flow, attempt);
      case 1 -> new Observation.Succeeded(flow, attempt, now);
      case 2 -> new Observation.Failed(flow, attempt, now, "Gossip", "nobody was there");
      case 3 -> new Observation.Rejected(flow, attempt, "Gossip", "nobody was there");
      default -> new Observation.Missing(flow, attempt);
    };
  }

  private Job job(String flow, int attempt) {
    return Objects.requireNonNull(jobs.get(flow + "#" + attempt));
  }

  private Fate fate(Action start) {
    long mixed = Objects.hash(seed, start.flow(), start.attempt()) * 0x9E3779B97F4A7C15L;
    int roll = new Random(mixed).nextInt(100);
    if (roll < successes) {
      return Fate.SUCCEEDS;
    }
    int kind = (int) Math.floorMod(mixed >> 7, 8L);
    return kind == 0 ? Fate.IS_REJECTED : kind == 1 ? Fate.IS_DELETED : Fate.FAILS;
  }
}
