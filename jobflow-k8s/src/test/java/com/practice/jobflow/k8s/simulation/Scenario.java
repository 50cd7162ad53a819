package com.practice.jobflow.k8s.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All that happens in one simulated run, but for the small change that the seed decides.
 *
 * @param newer whether the cluster behaves as Kubernetes 1.36 does rather than as 1.20
 * @param workers of each operator
 * @param atRequests what waits for one of the operators' requests, counted from 1, instead of for
 *     its time
 * @param prompt the sum of 1 and 2, for the first and the second operator that watch pods
 */
record Scenario(
    long seed,
    boolean newer,
    Leadership leadership,
    int workers,
    int prompt,
    List<JobFlowShape> jobFlows,
    List<Disturbance> disturbances,
    Map<Integer, Disturbance> atRequests) {
  /** How many operators there are, and which of them may write. */
  enum Leadership {
    ONE,
    /** Two, of which the one that has the lease works. */
    LEASE,
    /** Two that both take themselves for the leader. */
    RIVALS
  }

  static Scenario of(long seed) {
    Chance chance = new Chance(seed);
    List<JobFlowShape> jobFlows = new ArrayList<>();
    int count = chance.between("scenario/jobFlows", 1, 3);
    for (int i = 0; i < count; i++) {
      jobFlows.add(JobFlowShape.random(chance, i));
    }
    List<Disturbance> disturbances = new ArrayList<>();
    int faults = chance.between("scenario/faults", 0, 16);
    for (int i = 0; i < faults; i++) {
      disturbances.add(Disturbance.random(chance));
    }
    disturbances.sort(Comparator.comparingInt(Disturbance::time));
    int leadership = chance.below("scenario/leadership", 100);
    return new Scenario(
        seed,
        chance.percent("scenario/newer", 50),
        leadership < 55 ? Leadership.ONE : leadership < 80 ? Leadership.LEASE : Leadership.RIVALS,
        chance.between("scenario/workers", 1, 3),
        chance.below("scenario/prompt", 4),
        jobFlows,
        disturbances,
        Map.of());
  }

  Scenario with(List<JobFlowShape> otherJobFlows, List<Disturbance> otherDisturbances) {
    return new Scenario(
        seed, newer, leadership, workers, prompt, otherJobFlows, otherDisturbances, atRequests);
  }

  Scenario simplified(Leadership simpler, int fewerWorkers) {
    return new Scenario(
        seed, newer, simpler, fewerWorkers, prompt, jobFlows, disturbances, atRequests);
  }

  /** Returns the same without a look at any pod. */
  Scenario patient() {
    return new Scenario(seed, newer, leadership, workers, 0, jobFlows, disturbances, atRequests);
  }

  /** Returns the same with other things at the operators' requests. */
  Scenario at(Map<Integer, Disturbance> requests) {
    return new Scenario(seed, newer, leadership, workers, prompt, jobFlows, disturbances, requests);
  }

  /** Returns whether this operator watches pods. */
  boolean isPrompt(int slot) {
    return (prompt >> slot & 1) == 1;
  }

  /** Returns whether any operator does; else there need not be any. */
  boolean watchesPods() {
    return prompt != 0;
  }

  int processes() {
    return leadership == Leadership.ONE ? 1 : 2;
  }
}
