package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.simulation.Scenario.Leadership;
import com.practice.jobflow.k8s.simulation.SimulatedRun.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes a scenario that breaks a promise as small as it can be and still break the same one. */
final class Shrinker {
  private static final int MOST_RUNS = 2_000;

  private final Supplier<Mutation> mutation;
  private final String promise;
  private Scenario smallest;
  private int runs;

  private Shrinker(Scenario failing, Supplier<Mutation> mutation, String promise) {
    this.smallest = failing;
    this.mutation = mutation;
    this.promise = promise;
  }

  static Scenario shrink(Scenario failing, Supplier<Mutation> mutation) {
    Report report = SimulatedRun.of(failing, mutation.get());
    Shrinker shrinker = new Shrinker(failing, mutation, report.promise());
    boolean smaller = true;
    while (smaller && shrinker.runs < MOST_RUNS) {
      smaller = shrinker.shrinkOnce();
    }
    return shrinker.smallest;
  }

  private boolean shrinkOnce() {
    boolean smaller = leaveOut(smallest.disturbances(), d -> smallest.with(smallest.jobFlows(), d));
    smaller |= leaveOut(smallest.jobFlows(), j -> smallest.with(j, smallest.disturbances()));
    for (int i = 0; i < smallest.jobFlows().size(); i++) {
      for (int flows = 1; flows < smallest.jobFlows().get(i).flows().size(); flows++) {
        List<JobFlowShape> fewer = new ArrayList<>(smallest.jobFlows());
        fewer.set(i, fewer.get(i).withFlows(flows));
        smaller |= take(smallest.with(fewer, smallest.disturbances()));
      }
    }
    if (smallest.workers() > 1) {
      smaller |= take(smallest.simplified(smallest.leadership(), 1));
    }
    if (smallest.leadership() != Leadership.ONE) {
      smaller |= take(smallest.simplified(Leadership.ONE, smallest.workers()));
    }
    return smaller;
  }

  /** Leaves out halves, then quarters, and at last single elements. */
  private <T> boolean leaveOut(List<T> all, Function<List<T>, Scenario> with) {
    boolean smaller = false;
    List<T> present = all;
    for (int chunk = Math.max(1, all.size() / 2); ; chunk /= 2) {
      for (int from = 0; from < present.size(); ) {
        List<T> fewer = new ArrayList<>(present.subList(0, from));
        fewer.addAll(present.subList(Math.min(present.size(), from + chunk), present.size()));
        if (take(with.apply(fewer))) {
          present = fewer;
          smaller = true;
        } else {
          from += chunk;
        }
      }
      if (chunk <= 1) {
        return smaller;
      }
    }
  }

  private boolean take(Scenario candidate) {
    if (++runs > MOST_RUNS) {
      return false;
    }
    Report report = SimulatedRun.of(candidate, mutation.get());
    boolean fails = !report.isClean() && report.promise().equals(promise);
    if (fails) {
      smallest = candidate;
    }
    return fails;
  }

  /** Returns everything that somebody needs to see what went wrong. */
  static String explain(Scenario scenario, Supplier<Mutation> mutation) {
    Scenario small = shrink(scenario, mutation);
    Report report = SimulatedRun.traced(small, mutation.get());
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(scenario.seed()).append(": ").append(report.violations());
    text.append("\nreplay: -Djobflow.simulation.seed=").append(scenario.seed());
    text.append("\nthe smallest scenario that breaks the same promise, ")
        .append(small.newer() ? "as on 1.36, " : "as on 1.20, ")
        .append(small.leadership())
        .append(", workers ")
        .append(small.workers());
    small.jobFlows().forEach(jobFlow -> text.append("\n  ").append(jobFlow));
    small.disturbances().forEach(what -> text.append("\n  ").append(what));
    text.append("\ntrace:");
    report.trace().forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }
}
