package com.practice.jobflow.engine.plan;

import com.practice.jobflow.engine.fixture.Policies;
import com.practice.jobflow.engine.fixture.RandomDag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** One random run from its start to its end, before a {@link Jury}. */
final class Rehearsal {

  /** What may happen on the way. */
  enum Scope {
    /** Whatever can happen to a run. */
    EVERYTHING,
    /**
     * Only what cannot touch an outcome: no stop of any kind (failure policy Continue, no deadline,
     * no cancel). Then every outcome is a function of how each Job behaves, whatever the order of
     * events, the parallelism, the suspensions and the times.
     */
    HARMLESS
  }

  private static final int MOST_CHANGES = 5;

  private final RandomDag dag;
  private final Scope scope;
  private final long whims;
  private final Random random;
  private final PretendJobs jobs;
  private final Jury jury;
  private final List<String> names;
  private Instant now = Happening.START_OF_TIME;
  private int changes;
  private int eventsLeft;

  private Rehearsal(RandomDag dag, Scope scope, long whims) {
    this.dag = dag;
    this.scope = scope;
    this.whims = whims;
    this.random = new Random(whims * 0x9E3779B97F4A7C15L);
    this.jobs = new PretendJobs(dag.seed(), random);
    this.names = new NaiveGraph(dag).names();
    this.eventsLeft = 300 + 100 * names.size();
    try {
      this.jury = new Jury(dag, firstPolicy());
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + dag.seed() + "\n" + dag.describe(), e);
    }
  }

  /**
   * Plays one run.
   *
   * @param whims seeds all that is left to chance but how Jobs end
   * @throws AssertionError with seed, drafts and trace
   */
  static RunState play(RandomDag dag, Scope scope, long whims) {
    return new Rehearsal(dag, scope, whims).play();
  }

  private RunState play() {
    try {
      happens(new Happening.Begin(now));
      int attempts = 1 + (int) (dag.seed() % 3);
      for (int attempt = 1; attempt <= attempts; attempt++) {
        if (jury.policy().attempt() < attempt) {
          happens(new Happening.Change(like().attempt(attempt).notCancelled().build(), later()));
        }
        while (!jury.state().phase().isEnded()) {
          step();
        }
        comeLate();
      }
      return jury.state();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          String.format(
              "seed %d, whims %d, %s%n%s%n%s%n%s",
              dag.seed(), whims, scope, dag.describe(), jury.trace(), e.getMessage()),
          e);
    }
  }

  private void step() {
    if (eventsLeft-- == 0) {
      throw new AssertionError("the run does not end");
    }
    List<String> active = names.stream().filter(name -> hasJob(jury.state().flow(name))).toList();
    int dice = random.nextInt(24);
    if (dice == 0) {
      happens(new Happening.Seen(List.of(gossip()), later()));
    } else if (dice == 1) {
      happens(new Happening.Tick(later()));
    } else if (dice <= 3 && changes < MOST_CHANGES) {
      changes++;
      happens(new Happening.Change(change(), later()));
    } else if (active.isEmpty() || dice == 4) {
      passTime(active.isEmpty());
    } else if (dice <= 7) {
      seeSeveral(active);
    } else {
      seeOne(pick(active));
    }
  }

  private void passTime(boolean idle) {
    if (jury.nextWakeUp().isPresent()) {
      now = Collections.max(List.of(now, jury.nextWakeUp().get()));
      happens(new Happening.Tick(now));
    } else if (idle && jury.policy().suspend()) {
      happens(new Happening.Change(like().resumed().build(), later()));
    } else if (idle) {
      throw new AssertionError("the run is stuck: no Job, no wake-up, not suspended, not ended");
    }
  }

  private void seeOne(String flow) {
    later();
    Observation seen = look(flow);
    boolean justNow =
        seen instanceof Observation.Succeeded succeeded && succeeded.time().equals(now);
    if (justNow && random.nextInt(4) == 0) {
      happens(new Happening.Told(flow, seen.attempt(), now));
    } else {
      happens(new Happening.Seen(List.of(seen), now));
    }
  }

  private void seeSeveral(List<String> active) {
    later();
    List<Observation> seen = new ArrayList<>();
    for (int count = 2 + random.nextInt(2); count > 0; count--) {
      seen.add(look(pick(active)));
    }
    if (random.nextInt(4) == 0) {
      seen.add(random.nextInt(seen.size()), gossip());
    }
    happens(new Happening.Seen(seen, now));
  }

  /** After the end: whatever comes, nothing changes; the jury sees to that. */
  private void comeLate() {
    for (int count = random.nextInt(4); count > 0; count--) {
      switch (random.nextInt(3)) {
        case 0 -> happens(new Happening.Tick(later()));
        case 1 -> happens(new Happening.Seen(List.of(gossip()), later()));
        default -> {
          RunPolicy changed = change();
          if (changed.attempt() == jury.policy().attempt()) {
            happens(new Happening.Change(changed, later()));
          }
        }
      }
    }
  }

  private void happens(Happening event) {
    for (Action action : jury.judge(event)) {
      if (action instanceof Action.Start) {
        jobs.start(action);
      } else {
        jobs.stop(action);
      }
    }
  }

  private Observation look(String flow) {
    return jobs.look(flow, jury.state().flow(flow), now);
  }

  private Observation gossip() {
    String flow = pick(names);
    FlowState state = jury.state().flow(flow);
    int attempt = Math.max(0, state.attempt() - random.nextInt(3) + 1);
    if (hasJob(state) && attempt == state.attempt()) {
      attempt++;
    }
    return jobs.gossip(flow, attempt, now);
  }

  private RunPolicy firstPolicy() {
    Policies policy = Policies.aPolicy().on(FailurePolicy.CONTINUE);
    if (random.nextInt(2) == 0) {
      policy.parallelism(1 + random.nextInt(4));
    }
    if (random.nextInt(10) == 0) {
      policy.suspended();
    }
    if (scope == Scope.EVERYTHING) {
      policy.on(pick(List.of(FailurePolicy.values())));
      if (random.nextInt(4) == 0) {
        policy.deadline(Duration.ofSeconds(random.nextInt(200)));
      }
      if (random.nextInt(50) == 0) {
        policy.cancelled();
      }
    }
    return policy.build();
  }

  private RunPolicy change() {
    Policies policy = like();
    int kinds = scope == Scope.EVERYTHING ? 14 : 6;
    return switch (random.nextInt(kinds)) {
      case 0 -> policy.parallelism(1 + random.nextInt(4)).build();
      case 1 -> policy.unlimited().build();
      case 2, 3, 4 -> policy.suspended().build();
      case 5 -> policy.resumed().build();
      case 6, 7 -> policy.on(pick(List.of(FailurePolicy.values()))).build();
      case 8, 9 -> policy.cancelled().build();
      case 10 -> policy.notCancelled().build();
      case 11 -> policy.deadline(Duration.ofSeconds(random.nextInt(300))).build();
      case 12 -> policy.noDeadline().build();
      default -> policy.attempt(Math.min(4, jury.policy().attempt() + 1)).build();
    };
  }

  private Policies like() {
    return Policies.like(jury.policy());
  }

  private Instant later() {
    int dice = random.nextInt(10);
    now =
        now.plusMillis(dice < 3 ? 0 : dice == 3 ? random.nextInt(900) : 1000L * random.nextInt(15));
    return now;
  }

  private static boolean hasJob(FlowState flow) {
    return flow.phase() == FlowPhase.STARTING || flow.phase() == FlowPhase.RUNNING;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Returns what an order of events may not touch: how each flow ended and after how many Jobs. */
  static Map<String, String> outcomes(RunState state) {
    Map<String, String> outcomes = new TreeMap<>();
    state
        .flows()
        .forEach(
            (name, flow) ->
                outcomes.put(
                    name,
                    flow.phase()
                        + " "
                        + Objects.toString(flow.reason(), "")
                        + " attempt "
                        + flow.attempt()
                        + " retries "
                        + flow.retries()));
    return outcomes;
  }
}
