package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.JobRecord.Controller;
import com.practice.jobflow.k8s.cluster.PodRecord;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pods of our Jobs, found by the UID of the Job that controls them. Thread-safe. */
public final class PodCache {
  private final Map<String, Map<String, PodRecord>> byJob = new ConcurrentHashMap<>();

  /** Makes an empty cache. */
  public PodCache() {}

  /** Returns all pods that this Job controls, in no order. */
  public Collection<PodRecord> controlledBy(String jobUid) {
    Map<String, PodRecord> pods = byJob.get(jobUid);
    return pods == null ? List.of() : Collections.unmodifiableCollection(pods.values());
  }

  /**
   * Returns the JobFlow that is to be looked at because of a pod: one of whose Jobs its pods now
   * say that it succeeds. Most events of pods say nothing; and a Job that is not known yet is
   * looked at when it is.
   */
  Optional<JobFlowKey> decided(Pod pod, RecordItemStore<Job, JobRecord> jobs) {
    Controller owner = Controller.of(pod.getMetadata());
    if (owner == null) {
      return Optional.empty();
    }
    String namespace = pod.getMetadata().getNamespace();
    return Optional.ofNullable(jobs.record(namespace + "/" + owner.name()))
        .filter(job -> job.uid().equals(owner.uid()))
        .filter(job -> job.succeedsBy(controlledBy(job.uid())))
        .map(JobRecord::controller)
        .map(jobFlow -> new JobFlowKey(namespace, jobFlow.name()));
  }

  void put(PodRecord pod, @Nullable PodRecord before) {
    if (before != null && !before.uid().equals(pod.uid())) {
      remove(before);
    }
    if (pod.controller() != null) {
      byJob.compute(
          pod.controller().uid(),
          (uid, pods) -> {
            // most Jobs have one
            Map<String, PodRecord> all = pods == null ? new ConcurrentHashMap<>(1) : pods;
            all.put(pod.uid(), pod);
            return all;
          });
    }
  }

  void remove(PodRecord pod) {
    if (pod.controller() != null) {
      byJob.computeIfPresent(
          pod.controller().uid(),
          (uid, pods) -> {
            pods.remove(pod.uid());
            return pods.isEmpty() ? null : pods;
          });
    }
  }
}
