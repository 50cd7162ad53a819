package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPodsBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The pods of the Jobs: what each does before its Job turns out as it does, and when the Job
 * controller counts it. Of the Jobs that fail, many look for a while as if they would not.
 */
final class PodControl {
  static final String TRACKING = "batch.kubernetes.io/job-tracking";
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";
  private static final String DELETED = "2026-11-22T10:00:00Z";

  private final SimulatedCluster cluster;
  private final ObjectStore store;
  private final Chance chance;

  PodControl(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.store = cluster.store();
    this.chance = cluster.chance();
  }

  /** What makes a Job's pods mean something else. */
  private enum Kind {
    ONE,
    TWO,
    INDEXED,
    /** Any success is enough, once all have ended. */
    QUEUE,
    DEADLINE
  }

  /** Returns a Job's spec as it comes out of admission. */
  JobSpec admitted(JobSpec spec) {
    if (!cluster.scenario().watchesPods()) {
      return spec;
    }
    Kind kind =
        chance.percent("pods/plain", 60)
            ? Kind.ONE
            : chance.of("pods/kind", List.of(Kind.values()));
    boolean two = kind == Kind.TWO || kind == Kind.INDEXED;
    return new JobSpecBuilder(spec)
        .withCompletions(kind == Kind.QUEUE ? null : Integer.valueOf(two ? 2 : 1))
        .withParallelism(kind == Kind.ONE || kind == Kind.DEADLINE ? 1 : 2)
        .withCompletionMode(kind == Kind.INDEXED ? "Indexed" : null)
        .withActiveDeadlineSeconds(kind == Kind.DEADLINE ? Long.valueOf(60) : null)
        .build();
  }

  private static Kind kind(JobSpec spec) {
    if (spec.getActiveDeadlineSeconds() != null) {
      return Kind.DEADLINE;
    }
    if (spec.getCompletions() == null) {
      return Kind.QUEUE;
    }
    return spec.getCompletionMode() != null
        ? Kind.INDEXED
        : spec.getCompletions() == 2 ? Kind.TWO : Kind.ONE;
  }

  /**
   * Begins the lives of a Job's pods.
   *
   * @return how long after the last of them the Job controller looks
   */
  int live(Job job, int start, int duration, boolean succeeds) {
    if (!cluster.scenario().watchesPods()) {
      return 0;
    }
    Script script = new Script(job, start, duration);
    Kind kind = kind(job.getSpec());
    script.at(0, this::track);
    if (succeeds) {
      success(script, kind);
    } else {
      failure(script, kind);
    }
    boolean newer = cluster.scenario().newer();
    int gather = newer ? chance.between("pods/gather", 200, 1_000) : 30;
    cluster.jobControl().step(job, start + duration + gather, this::count);
    return gather;
  }

  private void success(Script script, Kind kind) {
    boolean one = kind == Kind.ONE || kind == Kind.DEADLINE;
    script.run(0, "a", 0);
    if (one && chance.percent("pods/replaced", 30)) {
      script.end(20, "a", "Failed").at(30, this::count).run(35, "b", 0).end(100, "b", "Succeeded");
    } else if (one) {
      script.end(100, "a", "Succeeded");
    } else {
      script.run(0, "b", 1).end(50, "a", "Succeeded");
      if (chance.percent("pods/counted", 50)) {
        script.at(60, this::count);
      }
      script.end(100, "b", "Succeeded");
    }
    script.at(100, job -> cluster.judge().bound(job));
  }

  private void failure(Script script, Kind kind) {
    script.run(0, "a", 0);
    switch (kind) {
      case TWO, QUEUE -> {
        script.run(0, "b", 1).end(40, "a", "Succeeded").at(50, this::count);
        fail(script, "b", 50);
      }
      case INDEXED -> {
        // the controller once took an index for free that was not
        script.run(0, "b", 0).end(40, "a", "Succeeded").end(45, "b", "Succeeded").run(50, "c", 1);
        fail(script, "c", 50);
      }
      case DEADLINE -> script.end(100, "a", "Succeeded");
      case ONE -> failureOfOne(script);
    }
  }

  private void failureOfOne(Script script) {
    switch (chance.below("pods/trap", 4)) {
      // a node was cut off when it was one too many, and somebody tidied up
      case 0 -> {
        script.end(10, "a", "Failed").run(15, "b", 0).end(20, "b", "Failed").run(25, "c", 0);
        script.end(30, "c", "Failed").at(40, this::count).run(45, "d", 0).run(45, "e", 0);
        script.remove(50, "a").remove(50, "b").remove(50, "c");
        script.end(70, "d", "Succeeded").end(100, "e", "Failed");
      }
      // evicted, it had counted as failed before it came to its end
      case 1 -> {
        script.change(50, "a", PodControl::deleted).end(60, "a", "Succeeded");
        script.at(65, this::count).run(70, "b", 0);
        fail(script, "b", 70);
      }
      // nothing keeps it until it has been counted
      case 2 -> {
        if (!cluster.scenario().newer()) {
          script.end(50, "a", "Succeeded").remove(55, "a").run(60, "b", 0);
        }
        fail(script, cluster.scenario().newer() ? "a" : "b", 60);
      }
      default -> fail(script, "a", 10);
    }
  }

  /** As often as it takes. */
  private void fail(Script script, String first, int from) {
    script.end(from + (100 - from) / 4, first, "Failed");
    for (int i = 1; i < 4; i++) {
      String name = first + i;
      int part = (100 - from) * i / 4;
      script.run(from + part, name, 1).end(from + part + (100 - from) / 4, name, "Failed");
    }
  }

  /** What one Job's pods do; times in parts of a hundred of what the Job takes. */
  private final class Script {
    private final Job job;
    private final int start;
    private final int duration;

    private Script(Job job, int start, int duration) {
      this.job = job;
      this.start = start;
      this.duration = duration;
    }

    private Script at(int part, Consumer<Job> what) {
      cluster.jobControl().step(job, start + (int) ((long) duration * part / 100), what);
      return this;
    }

    private Script run(int part, String name, int index) {
      return at(part, present -> store.put(Stored.POD, pod(present, name, index)));
    }

    private Script change(int part, String name, UnaryOperator<PodBuilder> change) {
      return at(part, present -> PodControl.this.change(key(present, name), change));
    }

    private Script end(int part, String name, String phase) {
      return change(part, name, pod -> pod.editOrNewStatus().withPhase(phase).endStatus());
    }

    private Script remove(int part, String name) {
      return at(part, present -> store.remove(Stored.POD, key(present, name)));
    }
  }

  private Pod pod(Job job, String name, int index) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(job.getMetadata().getNamespace())
        .withName(name(job, name))
        .withLabels(Map.of(JobLabels.MANAGED_BY, JobLabels.OPERATOR))
        .withAnnotations(Map.of(INDEX, Integer.toString(index)))
        .withFinalizers(cluster.scenario().newer() ? List.of(TRACKING) : List.of())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .build())
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .endStatus()
        .build();
  }

  private static PodBuilder deleted(PodBuilder pod) {
    return pod.editMetadata().withDeletionTimestamp(DELETED).endMetadata();
  }

  private void change(String key, UnaryOperator<PodBuilder> change) {
    Optional<HasMetadata> present = store.raw(Stored.POD, key);
    present.ifPresent(
        pod -> store.put(Stored.POD, change.apply(new PodBuilder((Pod) pod)).build()));
  }

  /** From then on no count goes back. */
  private void track(Job job) {
    if (cluster.scenario().newer()) {
      store.edit(
          job,
          tracked ->
              tracked
                  .getStatus()
                  .setUncountedTerminatedPods(new UncountedTerminatedPodsBuilder().build()));
    }
  }

  /** Writes down whom it is going to count, lets them go, and writes down how many they were. */
  private void count(Job job) {
    if (JobControl.hasEnded(job)) {
      return;
    }
    List<Pod> finished =
        pods(job.getMetadata().getUid()).stream()
            .filter(pod -> !isTracked(pod) || !"Running".equals(pod.getStatus().getPhase()))
            .toList();
    if (!cluster.scenario().newer()) {
      edit(job, status -> counted(status, 0, 0, finished));
      return;
    }
    List<Pod> fresh = finished.stream().filter(PodControl::isTracked).toList();
    edit(
        job,
        status ->
            status.setUncountedTerminatedPods(
                new UncountedTerminatedPodsBuilder()
                    .withSucceeded(uids(fresh, true))
                    .withFailed(uids(fresh, false))
                    .build()));
    for (Pod pod : fresh) {
      change(
          ObjectStore.key(pod),
          kept -> kept.editMetadata().withFinalizers(List.of()).endMetadata());
    }
    edit(
        job,
        status -> {
          status.setUncountedTerminatedPods(new UncountedTerminatedPodsBuilder().build());
          counted(status, orZero(status.getSucceeded()), orZero(status.getFailed()), fresh);
        });
  }

  private static void counted(JobStatus status, int succeeded, int failed, List<Pod> pods) {
    status.setSucceeded(succeeded + uids(pods, true).size());
    status.setFailed(failed + uids(pods, false).size());
  }

  private void edit(Job job, Consumer<JobStatus> change) {
    store
        .jobByUid(ObjectStore.key(job), job.getMetadata().getUid())
        .ifPresent(present -> store.edit(present, edited -> change.accept(edited.getStatus())));
  }

  /** Which of these count as succeeded, or else as failed. */
  private static List<String> uids(List<Pod> pods, boolean succeeded) {
    return pods.stream()
        .filter(pod -> succeeded == hasSucceeded(pod))
        .filter(pod -> !"Running".equals(pod.getStatus().getPhase()))
        .map(pod -> pod.getMetadata().getUid())
        .toList();
  }

  private static boolean hasSucceeded(Pod pod) {
    return "Succeeded".equals(pod.getStatus().getPhase())
        && pod.getMetadata().getDeletionTimestamp() == null;
  }

  private static boolean isTracked(Pod pod) {
    return !pod.getMetadata().getFinalizers().isEmpty();
  }

  private List<Pod> pods(String jobUid) {
    return store.list(Stored.POD, store.version()).values().stream()
        .map(pod -> (Pod) pod)
        .filter(pod -> pod.getMetadata().getOwnerReferences().get(0).getUid().equals(jobUid))
        .toList();
  }

  /** Once their Job is gone, the garbage collector comes some time later. */
  void collect(Job job) {
    for (Pod pod : pods(job.getMetadata().getUid())) {
      cluster
          .world()
          .in(
              chance.below("pods/collection", 3_000),
              () -> store.remove(Stored.POD, ObjectStore.key(pod)));
    }
  }

  private static String name(Job job, String name) {
    return job.getMetadata().getName() + "-" + job.getMetadata().getUid() + "-" + name;
  }

  private static String key(Job job, String name) {
    return job.getMetadata().getNamespace() + "/" + name(job, name);
  }

  private static int orZero(Integer count) {
    return count == null ? 0 : count;
  }
}
