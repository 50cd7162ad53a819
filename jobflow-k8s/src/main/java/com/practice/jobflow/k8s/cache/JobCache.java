package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs that we manage, found by their controller's UID; and those that have gone lately, so
 * that an outcome which was seen is not lost with its Job. Thread-safe.
 */
public final class JobCache {
  private static final String JOB_FLOW = HasMetadata.getKind(JobFlow.class);

  private final Map<String, Map<String, JobRecord>> byController = new ConcurrentHashMap<>();
  private final Map<JobFlowKey, Map<String, JobRecord>> departed = new ConcurrentHashMap<>();
  private volatile boolean remembering;

  /** Makes an empty cache. */
  public JobCache() {}

  /**
   * From now on Jobs that go are remembered until somebody forgets them. Not before: who only
   * stands by would remember them for ever.
   */
  public void rememberDeparted() {
    remembering = true;
  }

  /** Returns the Job of this name that this JobFlow controls; empty if the cache has none. */
  public Optional<JobRecord> find(String controllerUid, String name) {
    return Optional.ofNullable(byController.getOrDefault(controllerUid, Map.of()).get(name));
  }

  /** Returns all Jobs that this JobFlow controls, in no order. */
  public List<JobRecord> controlledBy(String controllerUid) {
    return List.copyOf(byController.getOrDefault(controllerUid, Map.of()).values());
  }

  /** Returns the last that was seen of a Job of this JobFlow that has left the cache. */
  public Optional<JobRecord> departed(JobFlowKey key, String controllerUid, String name) {
    return Optional.ofNullable(departed.getOrDefault(key, Map.of()).get(name))
        .filter(job -> job.isControlledBy(controllerUid));
  }

  /** Forgets the departed Jobs of a JobFlow, but for those that somebody may still ask for. */
  public void forgetDeparted(JobFlowKey key, Predicate<JobRecord> keep) {
    departed.computeIfPresent(
        key,
        (same, jobs) -> {
          jobs.values().removeIf(job -> !keep.test(job));
          return jobs.isEmpty() ? null : jobs;
        });
  }

  /** Takes note of a Job's latest state, and of the one that it replaces. */
  public void put(JobRecord job, @Nullable JobRecord before) {
    if (before != null && !before.uid().equals(job.uid())) {
      remove(before);
    } else if (before != null && !sameController(before, job)) {
      unlink(before);
    }
    if (job.controller() != null) {
      byController.compute(job.controller().uid(), (uid, jobs) -> with(jobs, job));
    }
  }

  /** Takes note that a Job has gone, or has lost the label that we select on. */
  public void remove(JobRecord job) {
    JobRecord.Controller controller = job.controller();
    // of what other kinds control, nobody would ever forget it; and first, so that nobody sees
    // neither
    if (remembering && controller != null && controller.kind().equals(JOB_FLOW)) {
      departed.compute(
          new JobFlowKey(job.namespace(), controller.name()), (key, jobs) -> with(jobs, job));
    }
    unlink(job);
  }

  private static Map<String, JobRecord> with(@Nullable Map<String, JobRecord> jobs, JobRecord job) {
    Map<String, JobRecord> all = jobs == null ? new ConcurrentHashMap<>() : jobs;
    all.put(job.name(), job);
    return all;
  }

  private void unlink(JobRecord job) {
    if (job.controller() != null) {
      byController.computeIfPresent(
          job.controller().uid(),
          (uid, jobs) -> {
            jobs.computeIfPresent(
                job.name(), (name, present) -> present.uid().equals(job.uid()) ? null : present);
            return jobs.isEmpty() ? null : jobs;
          });
    }
  }

  private static boolean sameController(JobRecord one, JobRecord other) {
    return one.controller() != null
        && other.controller() != null
        && one.controller().uid().equals(other.controller().uid());
  }
}
