package com.practice.jobflow.k8s.cluster;

import com.practice.jobflow.k8s.cluster.PodRecord.State;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Job's pods must show before it is certain that the Job will be Complete, although the Job
 * controller, which looks at them once a second, has not said so.
 *
 * <p>That controller ({@code syncJob} in Kubernetes' {@code pkg/controller/job/job_controller.go})
 * asks in this order: does a rule of the failure policy match, have more pods failed than {@code
 * backoffLimit}, is the deadline over; only then: have enough succeeded, with none left active? So
 * success is certain where none of the first can come true any more: there is no rule and no
 * deadline, no pod is left that could fail, and those that failed are few enough. And where every
 * success is certain to be counted: the pod has the finalizer that keeps it until it is, or the
 * Job's status vouches for it. Without finalizers, before 1.23, a pod that is deleted in time is
 * run again, and its successor may fail.
 *
 * @param completions how many must succeed
 * @param indexed whether they must have different indexes
 * @param counted how many successes the Job's status vouches for
 * @param spared how many failed pods there may be
 */
public record PodCriterion(int completions, boolean indexed, int counted, int spared) {

  /** Returns the criterion for a Job; {@code null} if only its conditions can tell. */
  static @Nullable PodCriterion of(Job job) {
    JobSpec spec = job.getSpec();
    JobStatus status = job.getStatus() == null ? new JobStatus() : job.getStatus();
    if (spec == null
        || spec.getCompletions() == null
        || spec.getCompletions() < 1
        || job.getMetadata().getDeletionTimestamp() != null
        || JobRecord.condition(status, "FailureTarget") != null
        || !followsPods(spec)) {
      return null;
    }
    UncountedTerminatedPods uncounted = status.getUncountedTerminatedPods();
    int limit = spec.getBackoffLimit() == null ? 0 : spec.getBackoffLimit();
    return new PodCriterion(
        spec.getCompletions(),
        "Indexed".equals(spec.getCompletionMode()),
        // without finalizers the counters can go back
        uncounted == null ? 0 : orZero(status.getSucceeded()) + uncounted.getSucceeded().size(),
        limit
            - orZero(status.getFailed())
            - (uncounted == null ? 0 : uncounted.getFailed().size()));
  }

  /** Returns whether the Job will be Complete, if these are all of its pods. */
  public boolean isMetBy(Collection<PodRecord> pods) {
    if (pods.size() < completions) {
      return false;
    }
    Set<Object> succeeded = new HashSet<>();
    Set<Object> awaited = new HashSet<>();
    int failed = 0;
    for (PodRecord pod : pods) {
      if (pod.state() == State.OPEN) {
        return false;
      }
      if (pod.state() == State.FAILED) {
        failed++;
      } else if (!indexed || (pod.index() >= 0 && pod.index() < completions)) {
        Object completion = indexed ? (Object) pod.index() : pod.uid();
        succeeded.add(completion);
        if (pod.awaited()) {
          awaited.add(completion);
        }
      }
    }
    // a failed pod may be in both numbers: then we only wait
    return succeeded.size() >= completions
        && succeeded.size() - awaited.size() <= counted
        && failed <= spared;
  }

  /** A field that we do not know may be a rule that we do not know. */
  private static boolean followsPods(JobSpec spec) {
    String mode = spec.getCompletionMode();
    String manager = spec.getManagedBy();
    return spec.getActiveDeadlineSeconds() == null
        && spec.getSuccessPolicy() == null
        && spec.getBackoffLimitPerIndex() == null
        && !Boolean.TRUE.equals(spec.getSuspend())
        && (mode == null || mode.equals("NonIndexed") || mode.equals("Indexed"))
        && (manager == null || manager.equals("kubernetes.io/job-controller"))
        && isHarmless(spec.getPodFailurePolicy())
        && spec.getAdditionalProperties().isEmpty();
  }

  private static boolean isHarmless(@Nullable PodFailurePolicy policy) {
    return policy == null
        || policy.getRules().stream()
            .allMatch(
                rule -> "Ignore".equals(rule.getAction()) || "Count".equals(rule.getAction()));
  }

  private static int orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
