package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The Job controller and its kubelets, the garbage collector and the TTL controller. */
final class JobControl {
  private static final int RETRY = 1_000;

  private final SimulatedCluster cluster;
  private final World world;
  private final ObjectStore store;
  private final Chance chance;

  /** By how much the life of each Job has been put off so far. */
  private final Map<String, Integer> debts = new HashMap<>();

  JobControl(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.store = cluster.store();
    this.chance = cluster.chance();
  }

  /** A Job of ours begins its life; its ups and downs are decided now. */
  void created(Job job) {
    String who = job.getMetadata().getName();
    int start = chance.between("job/start/" + who, 20, 800);
    int duration =
        chance.percent("job/quick/" + who, 30)
            ? chance.between("job/duration/" + who, 50, 900)
            : chance.between("job/duration/" + who, 1_000, 15_000);
    boolean succeeds = chance.percent("job/succeeds/" + who, 75);
    int end = start + duration + cluster.podControl().live(job, start, duration, succeeds);
    boolean misleads = chance.percent("job/misleads/" + who, 40);
    step(job, start, this::start);
    if (misleads) {
      step(job, start + duration / 2, running -> mislead(running, succeeds));
    }
    if (cluster.scenario().newer()) {
      step(job, end, running -> prepareEnd(running, succeeds));
      step(job, end + 400, running -> end(running, succeeds));
    } else {
      step(job, end, running -> end(running, succeeds));
    }
    collectIfOrphaned(job, cluster.collectionDelay());
  }

  /**
   * A step of a Job's life is put off while the Job is suspended or nothing moves, and with it all
   * that follow, by as much.
   */
  void step(Job job, int delay, Consumer<Job> step) {
    String key = ObjectStore.key(job);
    String uid = job.getMetadata().getUid();
    int debt = debts.getOrDefault(uid, 0);
    world.in(delay, () -> step(key, uid, step, debt));
  }

  private void step(String key, String uid, Consumer<Job> step, int paid) {
    Job present = store.jobByUid(key, uid).orElse(null);
    if (present == null) {
      return;
    }
    int debt = debts.getOrDefault(uid, 0);
    if (paid < debt) {
      world.in(debt - paid, () -> step(key, uid, step, debt));
      return;
    }
    if (cluster.isKubeletDown() || Boolean.TRUE.equals(present.getSpec().getSuspend())) {
      debts.put(uid, debt + RETRY);
      world.in(RETRY, () -> step(key, uid, step, debt + RETRY));
      return;
    }
    step.accept(present);
  }

  private void start(Job job) {
    boolean podless = isPodless(job);
    store.edit(
        job,
        started -> {
          if (started.getStatus().getStartTime() == null) {
            started.getStatus().setStartTime(Times.write(world.instant()));
          }
          started.getStatus().setActive(podless ? null : Integer.valueOf(1));
        });
  }

  /** Pods come and go as if it were over, and it is not. */
  private void mislead(Job job, boolean succeeds) {
    if (isPodless(job) || hasEnded(job)) {
      return;
    }
    store.edit(
        job,
        changed -> {
          if (succeeds) {
            changed.getStatus().setFailed(1);
          } else {
            changed.getStatus().setSucceeded(1);
          }
        });
  }

  /** From 1.31 on a condition comes first that says how it will end once all pods are gone. */
  private void prepareEnd(Job job, boolean succeeds) {
    if (isPodless(job) || hasEnded(job)) {
      return;
    }
    store.edit(
        job,
        changed -> {
          changed.getStatus().setActive(null);
          changed.getStatus().setTerminating(1);
          condition(changed, succeeds ? "SuccessCriteriaMet" : "FailureTarget", "");
        });
  }

  private void end(Job job, boolean succeeds) {
    if (isPodless(job)) {
      step(job, RETRY, again -> end(again, succeeds));
      return;
    }
    if (hasEnded(job)) {
      return;
    }
    world.log(
        "cluster",
        () -> "Job " + job.getMetadata().getName() + (succeeds ? " completes" : " fails"));
    store.edit(
        job,
        ended -> {
          JobStatus status = ended.getStatus();
          status.setActive(null);
          status.setTerminating(null);
          if (succeeds) {
            status.setSucceeded(1);
            status.setCompletionTime(Times.write(world.instant()));
          } else {
            status.setFailed(4);
          }
          condition(
              ended, succeeds ? "Complete" : "Failed", succeeds ? "" : "BackoffLimitExceeded");
        });
    cluster.judge().ended(job, succeeds);
    changed(job);
  }

  private void condition(Job job, String type, String reason) {
    List<JobCondition> conditions = new ArrayList<>(job.getStatus().getConditions());
    conditions.add(
        new JobConditionBuilder()
            .withType(type)
            .withStatus("True")
            .withReason(reason)
            .withMessage(reason.isEmpty() ? null : "Job has reached the specified backoff limit")
            .withLastTransitionTime(Times.write(world.instant()))
            .build());
    job.getStatus().setConditions(conditions);
  }

  /** The TTL controller looks at a Job that has changed. */
  void changed(Job job) {
    String key = ObjectStore.key(job);
    String uid = job.getMetadata().getUid();
    Job present = store.jobByUid(key, uid).orElse(null);
    if (present == null || !hasEnded(present)) {
      return;
    }
    Integer ttl = present.getSpec().getTtlSecondsAfterFinished();
    if (ttl != null) {
      world.in(
          ttl * 1_000L + chance.below("ttl", 300),
          () -> store.jobByUid(key, uid).ifPresent(gone -> remove(gone, Fate.TTL)));
    }
  }

  void remove(Job job, Fate fate) {
    world.log("cluster", () -> "Job " + job.getMetadata().getName() + " is gone by " + fate);
    cluster.judge().gone(job, fate);
    store.remove(Stored.JOB, ObjectStore.key(job));
    cluster.podControl().collect(job);
  }

  /** A Job that is deleted in the foreground stays until its pods are gone. */
  void deleteForeground(Job job, Fate fate) {
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    store.edit(
        job,
        deleted -> {
          deleted.getMetadata().setDeletionTimestamp(Times.write(world.instant()));
          deleted.getMetadata().setFinalizers(List.of("foregroundDeletion"));
        });
    String key = ObjectStore.key(job);
    String uid = job.getMetadata().getUid();
    world.in(
        chance.between("job/grace", 20, 4_000),
        () -> store.jobByUid(key, uid).ifPresent(gone -> remove(gone, fate)));
  }

  void deleteJobFlow(JobFlow jobFlow) {
    store.remove(Stored.JOB_FLOW, ObjectStore.key(jobFlow));
    cluster.judge().deleted(jobFlow);
    store.jobs().stream()
        .filter(job -> isOwnedBy(job, jobFlow.getMetadata()))
        .forEach(job -> collectIfOrphaned(job, cluster.collectionDelay()));
  }

  void deleteJobFlowForeground(JobFlow jobFlow, boolean orphaning) {
    if (jobFlow.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    JobFlow deleted =
        store.edit(
            jobFlow,
            changed -> {
              changed.getMetadata().setDeletionTimestamp(Times.write(world.instant()));
              changed
                  .getMetadata()
                  .setFinalizers(List.of(orphaning ? "orphan" : "foregroundDeletion"));
            });
    world.in(cluster.collectionDelay(), () -> finishDeletion(deleted, orphaning));
  }

  private void finishDeletion(JobFlow jobFlow, boolean orphaning) {
    List<Job> dependents =
        store.jobs().stream().filter(job -> isOwnedBy(job, jobFlow.getMetadata())).toList();
    if (dependents.isEmpty()) {
      store
          .jobFlow(ObjectStore.key(jobFlow))
          .filter(present -> isSame(present.getMetadata(), jobFlow.getMetadata()))
          .ifPresent(this::deleteJobFlow);
      return;
    }
    for (Job job : dependents) {
      if (orphaning) {
        cluster.judge().disowned(job);
        store.edit(job, freed -> freed.getMetadata().setOwnerReferences(List.of()));
      } else {
        deleteForeground(job, Fate.GARBAGE_COLLECTION);
      }
    }
    world.in(500, () -> finishDeletion(jobFlow, orphaning));
  }

  private void collectIfOrphaned(Job job, int delay) {
    String key = ObjectStore.key(job);
    String uid = job.getMetadata().getUid();
    world.in(
        delay,
        () ->
            store
                .jobByUid(key, uid)
                .filter(present -> !present.getMetadata().getOwnerReferences().isEmpty())
                .filter(present -> !hasOwner(present))
                .ifPresent(orphan -> remove(orphan, Fate.GARBAGE_COLLECTION)));
  }

  private boolean hasOwner(Job job) {
    return store.jobFlows().stream().anyMatch(owner -> isOwnedBy(job, owner.getMetadata()));
  }

  static boolean isOwnedBy(HasMetadata object, ObjectMeta owner) {
    return object.getMetadata().getOwnerReferences().stream()
        .map(OwnerReference::getUid)
        .anyMatch(owner.getUid()::equals);
  }

  private boolean isPodless(Job job) {
    return ApiRules.image(job).equals(FlowShape.PODLESS_IMAGE) && !cluster.isHealed();
  }

  static boolean hasEnded(Job job) {
    return JobRecord.of(job).hasEnded();
  }

  private static boolean isSame(ObjectMeta one, ObjectMeta other) {
    return one.getUid().equals(other.getUid());
  }
}
