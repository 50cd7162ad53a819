package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.simulation.Disturbance.Kind;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API server, the controllers beside it, the operators and the people, in one world. */
final class SimulatedCluster {
  static final List<Kind> STORM =
      List.of(Kind.LOSE_REQUEST, Kind.LOSE_REPLY, Kind.FAIL, Kind.THROTTLE, Kind.SLOW);
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final Scenario scenario;
  private final World world;
  private final Chance chance;
  private final Mutation mutation;
  private final ObjectStore store = new ObjectStore();
  private final Lease lease;
  private final Judge judge;
  private final JobControl jobControl;
  private final PodControl podControl;
  private final ApiRules rules;
  private final Map<Kind, Long> until = new EnumMap<>(Kind.class);
  private final List<OperatorProcess> processes = new ArrayList<>();
  private boolean terminating;
  private boolean gone;
  private boolean healed;
  private Consumer<Disturbance> disturb = what -> {};
  private int requests;

  SimulatedCluster(Scenario scenario, Mutation mutation, World world) {
    this.scenario = scenario;
    this.world = world;
    this.mutation = mutation;
    this.chance = new Chance(scenario.seed());
    this.lease = new Lease(this, scenario.leadership() == Scenario.Leadership.LEASE);
    this.judge = new Judge(this);
    this.jobControl = new JobControl(this);
    this.podControl = new PodControl(this);
    this.rules = new ApiRules(this);
  }

  void start() {
    for (int slot = 0; slot < scenario.processes(); slot++) {
      processes.add(process(slot, 0));
    }
  }

  /** Says how to do what waits for a request, and is no matter of this request alone. */
  void atRequests(Consumer<Disturbance> how) {
    disturb = how;
  }

  /** Counts a request; returns what happens to it. */
  @Nullable Disturbance atRequest() {
    Disturbance what = healed ? null : scenario.atRequests().get(++requests);
    if (what == null || RequestPath.FAULTS.contains(what.kind())) {
      return what;
    }
    disturb.accept(what);
    return null;
  }

  int requests() {
    return requests;
  }

  Scenario scenario() {
    return scenario;
  }

  World world() {
    return world;
  }

  Chance chance() {
    return chance;
  }

  Mutation mutation() {
    return mutation;
  }

  ObjectStore store() {
    return store;
  }

  Lease lease() {
    return lease;
  }

  Judge judge() {
    return judge;
  }

  JobControl jobControl() {
    return jobControl;
  }

  PodControl podControl() {
    return podControl;
  }

  ApiRules rules() {
    return rules;
  }

  List<OperatorProcess> processes() {
    return processes;
  }

  /** Returns an operator, the one that works more often than not. */
  OperatorProcess process(int who) {
    OperatorProcess holder = lease.holder();
    return holder != null && !holder.isDead() && who % 4 > 0
        ? holder
        : processes.get(who % processes.size());
  }

  /** A process ends, and another one begins where it was. */
  void restart(OperatorProcess dying, int pause) {
    restart(dying, pause, 0);
  }

  void restart(OperatorProcess dying, int pause, int listsVersionsAgo) {
    if (dying.isDead()) {
      return;
    }
    dying.kill();
    world.in(pause, () -> processes.set(dying.slot(), process(dying.slot(), listsVersionsAgo)));
  }

  private OperatorProcess process(int slot, int listsVersionsAgo) {
    world.log("op" + slot, () -> "starts");
    OperatorProcess process = new OperatorProcess(this, slot, scenario.workers(), listsVersionsAgo);
    lease.attend(process);
    return process;
  }

  void last(Kind kind, int milliseconds) {
    until.merge(kind, world.now() + milliseconds, Math::max);
  }

  private boolean lasts(Kind kind) {
    return world.now() < until.getOrDefault(kind, 0L);
  }

  /** Returns whether the API server answers this process at all. */
  boolean answers(OperatorProcess process) {
    return !process.isDead() && !lasts(Kind.OUTAGE) && !lasts(Kind.LONG_OUTAGE);
  }

  boolean isStormy() {
    return lasts(Kind.STORM);
  }

  boolean isRevoked() {
    return lasts(Kind.REVOKED);
  }

  boolean isDenying() {
    return lasts(Kind.DENY);
  }

  boolean isWebhookSilent() {
    return lasts(Kind.WEBHOOK_TIMEOUT);
  }

  boolean isQuotaUsedUp() {
    return lasts(Kind.QUOTA);
  }

  boolean isKubeletDown() {
    return lasts(Kind.KUBELET_DOWN);
  }

  /** Returns whether a status says more than what is needed. */
  boolean isStatusTooLarge(JobFlowStatus status) {
    return lasts(Kind.LARGE_STATUS)
        && status.flows().stream().anyMatch(flow -> flow.message() != null)
        && SERIALIZATION.asJson(status).length() > 600;
  }

  int collectionDelay() {
    int delay = chance.between("collection", 20, 1_500);
    return lasts(Kind.SLOW_GARBAGE_COLLECTION) ? delay + 20_000 : delay;
  }

  boolean isTerminating() {
    return terminating;
  }

  /** Returns whether the namespace is no more. */
  boolean isGone() {
    return gone;
  }

  void terminateNamespace() {
    terminating = true;
    world.in(
        chance.between("namespace", 500, 5_000),
        () -> {
          store.jobFlows().forEach(jobControl::deleteJobFlow);
          List.copyOf(store.list(Stored.JOB_FLOW, store.version()).keySet())
              .forEach(key -> store.remove(Stored.JOB_FLOW, key));
          store.jobs().forEach(job -> jobControl.remove(job, Fate.GARBAGE_COLLECTION));
          gone = true;
        });
  }

  boolean isHealed() {
    return healed;
  }

  /** Whatever is wrong is wrong no more. */
  void heal() {
    world.log("cluster", () -> "is healed");
    healed = true;
    until.clear();
    for (OperatorProcess process : processes) {
      process.requests().disarm();
      process.thaw();
    }
  }
}
