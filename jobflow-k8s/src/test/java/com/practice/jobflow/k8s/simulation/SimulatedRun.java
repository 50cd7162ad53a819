package com.practice.jobflow.k8s.simulation;

import java.util.ArrayList;
import java.util.List;

/** One scenario from its first request to its last. */
final class SimulatedRun {
  private static final int EARLIEST_HEALING = 50_000;
  private static final List<Integer> SKEWS =
      List.of(3_600_000, -3_600_000, 30_000, -30_000, 900, -900);

  private final Scenario scenario;
  private final World world;
  private final SimulatedCluster cluster;
  private final People people;

  private SimulatedRun(Scenario scenario, Mutation mutation, boolean tracing) {
    this.scenario = scenario;
    this.world = new World(tracing);
    this.cluster = new SimulatedCluster(scenario, mutation, world);
    this.people = new People(cluster);
  }

  /**
   * What is to be said of a run.
   *
   * @param requests that the operators sent before all was healed
   */
  record Report(List<String> violations, List<String> trace, int requests) {
    boolean isClean() {
      return violations.isEmpty();
    }

    /** Returns the promise that was broken first. */
    String promise() {
      return violations.get(0).substring(0, violations.get(0).indexOf(':'));
    }
  }

  static Report of(Scenario scenario, Mutation mutation) {
    return new SimulatedRun(scenario, mutation, false).run();
  }

  static Report traced(Scenario scenario, Mutation mutation) {
    return new SimulatedRun(scenario, mutation, true).run();
  }

  private Report run() {
    int sent = 0;
    try {
      cluster.atRequests(this::disturb);
      cluster.start();
      scenario.jobFlows().forEach(this::expect);
      scenario.disturbances().forEach(what -> world.at(what.time(), () -> disturb(what)));
      world.passUntil(healing());
      sent = cluster.requests();
      if (cluster.judge().violations().isEmpty()) {
        cluster.heal();
        people.settleDown(
            scenario.jobFlows().stream().flatMap(f -> f.templates().stream()).toList());
        Liveness liveness = new Liveness(cluster);
        liveness.checkEnds();
        if (cluster.judge().violations().isEmpty()) {
          liveness.checkRest();
        }
      }
    } catch (World.Runaway runaway) {
      List<String> requests = cluster.judge().takeRequests();
      cluster
          .judge()
          .violated(
              "L2: "
                  + runaway.getMessage()
                  + ", last "
                  + requests.subList(Math.max(0, requests.size() - 5), requests.size()));
    }
    return new Report(new ArrayList<>(cluster.judge().violations()), world.trace(), sent);
  }

  private void expect(JobFlowShape shape) {
    world.at(shape.arrival(), () -> people.create(shape));
    for (String template : shape.templates()) {
      int delay = cluster.chance().below("template/" + template, 30_000) - 5_000;
      world.at(shape.arrival() + delay, () -> people.createTemplate(template));
    }
  }

  private long healing() {
    // each can hold up the next request for a minute
    long last = EARLIEST_HEALING + 60_000L * scenario.atRequests().size();
    for (Disturbance what : scenario.disturbances()) {
      last = Math.max(last, what.time() + (long) length(what));
    }
    return last;
  }

  private static int length(Disturbance what) {
    return switch (what.kind()) {
      case STORM, OUTAGE, LAG, CUT, GONE, TWICE -> 1_000 + what.pick(15_000);
      // long enough for many retries, once in a while
      case WEBHOOK_TIMEOUT ->
          what.who() % 4 == 0 ? 800_000 + what.pick(200_000) : 1_000 + what.pick(40_000);
      case LONG_OUTAGE -> 600_000 + what.pick(300_000);
      case FREEZE -> 1_000 + what.pick(59_000);
      case REVOKED, QUOTA, DENY, KUBELET_DOWN, SLOW_GARBAGE_COLLECTION, LARGE_STATUS ->
          1_000 + what.pick(40_000);
      default -> 0;
    };
  }

  private void disturb(Disturbance what) {
    world.log("fault", what::toString);
    OperatorProcess process = cluster.process(what.who());
    int length = length(what);
    switch (what.kind()) {
      case LOSE_REQUEST,
          LOSE_REPLY,
          APPLY_LATE,
          FAIL,
          THROTTLE,
          SLOW,
          FREEZE_IN_REQUEST,
          KILL_BEFORE,
          KILL_AFTER ->
          process.requests().arm(what);
      case KILL -> cluster.restart(process, what.pick(5_000));
      case KILL_AND_READ_STALE -> cluster.restart(process, what.pick(5_000), 1 + what.pick(30));
      case FREEZE -> process.freeze(length);
      case CLOCK -> skew(process, what);
      case STORM,
          REVOKED,
          QUOTA,
          DENY,
          WEBHOOK_TIMEOUT,
          KUBELET_DOWN,
          SLOW_GARBAGE_COLLECTION,
          LARGE_STATUS ->
          cluster.last(what.kind(), length);
      case OUTAGE, LONG_OUTAGE -> {
        cluster.last(what.kind(), length);
        for (OperatorProcess each : cluster.processes()) {
          each.streams().forEach(stream -> stream.cut(length));
        }
      }
      case LAG, CUT, GONE, TWICE, RELIST_STALE -> disturb(process, what, length);
      case NAMESPACE_TERMINATING -> cluster.terminateNamespace();
      default -> people.act(what);
    }
  }

  private void disturb(OperatorProcess process, Disturbance what, int length) {
    List<WatchStream> streams = process.streams();
    WatchStream stream = streams.get(what.who() / 4 % streams.size());
    switch (what.kind()) {
      case LAG -> stream.lag(2 + what.pick(30_000), world.now() + length);
      case TWICE -> stream.twice(world.now() + length);
      case CUT -> stream.cut(length);
      case GONE -> {
        world.in(length - 1, cluster.store()::compact);
        stream.cut(length);
      }
      default -> stream.list(1 + what.pick(20));
    }
  }

  private void skew(OperatorProcess process, Disturbance what) {
    process.skew(SKEWS.get(what.pick(SKEWS.size())));
    world.at(healing(), () -> process.skew(0));
  }
}
