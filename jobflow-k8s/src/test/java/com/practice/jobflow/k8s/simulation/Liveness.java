package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether everything comes to its end: L1 and L2, and with them L3, since JobFlows that can never
 * end are there all the while.
 */
final class Liveness {
  private static final int STEP = 1_000;

  /** A minute is the longest wait after failures; then comes what the next requests take. */
  private static final int PATIENCE = 65;

  private static final int RESYNC = 600;

  /** What was refused for a time is asked for again within five minutes. */
  private static final int LONGEST_HOLD = 330;

  private static final int LONGEST = 3 * 3_600;
  private static final int QUIET = 2 * 3_600_000;
  private static final int MOST_TRIES = 12 * (QUIET / 150_000);

  /** What only a person can mend. */
  private static final Set<String> LASTING =
      Set.of("InvalidSpec", "SpecChanged", "UnreadableStatus", "JobNameConflict");

  private final SimulatedCluster cluster;
  private final World world;
  private final Map<String, Integer> idle = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();

  Liveness(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.world = cluster.world();
  }

  /** Lets time pass until all have ended; nothing may go wrong meanwhile. */
  void checkEnds() {
    for (int second = 0; second < LONGEST; second++) {
      boolean all = true;
      for (HasMetadata object :
          cluster.store().list(Stored.JOB_FLOW, cluster.store().version()).values()) {
        all &= hasEnded(object);
      }
      if (all || !cluster.judge().violations().isEmpty()) {
        return;
      }
      world.pass(STEP);
    }
    cluster.judge().violated("L1: still not ended: " + open());
  }

  /** Once all have ended and it is written down, nobody writes or reads anything. */
  void checkRest() {
    world.pass(10 * 60_000);
    cluster.judge().takeRequests();
    int writes = cluster.judge().writes();
    // where a stranger has our name, every few minutes somebody must try whether it is free
    long conflicts =
        cluster.store().jobFlows().stream()
            .filter(jobFlow -> isStalledBy(jobFlow, Set.of("JobNameConflict")))
            .count();
    world.pass(QUIET);
    List<String> requests = cluster.judge().takeRequests();
    boolean late =
        clocksStep()
            && cluster.scenario().jobFlows().stream().anyMatch(shape -> shape.ttl() != null);
    long most = conflicts * cluster.scenario().processes() * MOST_TRIES + (late ? 9 : 0);
    boolean writing = cluster.judge().writes() > writes;
    if (requests.size() > most || (conflicts == 0 && !late && writing)) {
      cluster
          .judge()
          .violated("L2: still requests " + requests.subList(0, Math.min(5, requests.size())));
    }
  }

  private List<String> open() {
    return cluster.store().jobFlows().stream()
        .filter(jobFlow -> !hasEnded(jobFlow))
        .map(jobFlow -> jobFlow.getMetadata().getName() + " " + jobFlow.getStatus())
        .toList();
  }

  private boolean hasEnded(HasMetadata object) {
    String name = object.getMetadata().getName();
    if (object instanceof GenericKubernetesResource poison) {
      return Poison.isMarked(poison) || wait(idle, name, PATIENCE, "is not marked as unreadable");
    }
    JobFlow jobFlow = (JobFlow) object;
    JobFlowStatus status = jobFlow.getStatus();
    if (jobFlow.getMetadata().getDeletionTimestamp() != null) {
      return false;
    }
    if (status != null && isEnd(jobFlow, status)) {
      return true;
    }
    if (isStalledBy(jobFlow, LASTING)) {
      return true;
    }
    if (status != null && isKept(jobFlow, status)) {
      return false;
    }
    if (status != null && (hasRunningJob(jobFlow) || awaitsRetry(status))) {
      return false;
    }
    return isStalledBy(jobFlow, Set.of())
        ? wait(held, name, LONGEST_HOLD, "is still stalled: " + status)
        : wait(idle, name, patience(), "does nothing: " + status);
  }

  /** Where a clock is set back and forth, what was waited for may be due at the next resync. */
  private int patience() {
    return clocksStep() ? PATIENCE + RESYNC : PATIENCE;
  }

  private boolean clocksStep() {
    return cluster.scenario().disturbances().stream()
        .anyMatch(what -> what.kind() == Disturbance.Kind.CLOCK);
  }

  private boolean wait(Map<String, Integer> waits, String name, int most, String what) {
    if (waits.merge(name, 1, Integer::sum) > most) {
      cluster.judge().violated("L1: for " + most + " s " + name + " " + what);
    }
    return false;
  }

  /** Returns whether it has ended and its time to live has not passed. */
  private boolean isKept(JobFlow jobFlow, JobFlowStatus status) {
    Instant end = Times.read(status.completionTime());
    Integer ttl = jobFlow.getSpec().ttlSecondsAfterFinished();
    return end != null && ttl != null && world.instant().isBefore(end.plusSeconds(ttl));
  }

  private boolean isEnd(JobFlow jobFlow, JobFlowStatus status) {
    Integer wanted = jobFlow.getSpec().attempt();
    // what ended by a clock that was ahead is kept until that time has come
    boolean expiring = jobFlow.getSpec().ttlSecondsAfterFinished() != null && !clocksStep();
    return !expiring
        && RecordRules.ENDED.contains(String.valueOf(status.phase()))
        && RecordRules.attempt(status) >= (wanted == null ? 1 : wanted);
  }

  /** Returns whether it is stalled for one of these reasons; for any reason if there are none. */
  private static boolean isStalledBy(JobFlow jobFlow, Set<String> reasons) {
    JobFlowStatus status = jobFlow.getStatus();
    Optional<Condition> stalled =
        status == null
            ? Optional.empty()
            : status.conditions().stream()
                .filter(condition -> "Stalled".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .findFirst();
    return stalled.isPresent()
        && (reasons.isEmpty() || reasons.contains(stalled.get().getReason()));
  }

  private boolean hasRunningJob(JobFlow jobFlow) {
    return cluster.store().jobs().stream()
        .filter(job -> JobControl.isOwnedBy(job, jobFlow.getMetadata()))
        .anyMatch(job -> !JobControl.hasEnded(job));
  }

  private boolean awaitsRetry(JobFlowStatus status) {
    return status.flows().stream()
        .map(flow -> Times.read(flow.retryTime()))
        .anyMatch(time -> time != null && time.isAfter(latest()));
  }

  private Instant latest() {
    return world.instant();
  }
}
