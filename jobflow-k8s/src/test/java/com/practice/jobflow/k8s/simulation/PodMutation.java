package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.function.UnaryOperator;

/** A controller that trusts pods too early: it sees a Job, or a pod, as if it were simpler. */
class PodMutation extends Mutation {
  private final UnaryOperator<JobBuilder> jobs;
  private final UnaryOperator<PodBuilder> pods;

  private PodMutation(UnaryOperator<JobBuilder> jobs, UnaryOperator<PodBuilder> pods) {
    this.jobs = jobs;
    this.pods = pods;
  }

  @Override
  Job seen(Job job, OperatorProcess process) {
    return jobs.apply(new JobBuilder(job)).build();
  }

  @Override
  Job read(Job job) {
    return jobs.apply(new JobBuilder(job)).build();
  }

  @Override
  Pod seen(Pod pod, OperatorProcess process) {
    return pods.apply(new PodBuilder(pod)).build();
  }

  static Mutation ignoringDeadlines() {
    return ofJobs(job -> job.editSpec().withActiveDeadlineSeconds(null).endSpec());
  }

  static Mutation ignoringCompletions() {
    return ofJobs(job -> job.editSpec().withCompletions(1).endSpec());
  }

  static Mutation ignoringIndexes() {
    return ofJobs(job -> job.editSpec().withCompletionMode(null).endSpec());
  }

  static Mutation ignoringThatNothingKeepsPods() {
    return ofPods(pod -> pod.editMetadata().withFinalizers(PodControl.TRACKING).endMetadata());
  }

  static Mutation ignoringDeletions() {
    return ofPods(pod -> pod.editMetadata().withDeletionTimestamp(null).endMetadata());
  }

  static Mutation ignoringPodsThatRun() {
    return ofPods(
        pod ->
            pod.buildStatus().getPhase().equals("Running")
                ? pod.editMetadata().withOwnerReferences(List.of()).endMetadata()
                : pod);
  }

  /**
   * Whoever looks for a Job's pods by its name finds those of its predecessor, counted long ago.
   */
  static Mutation matchingByName() {
    return new PodMutation(job -> job, pod -> pod) {
      @Override
      Job seen(Job job, OperatorProcess process) {
        String name = job.getMetadata().getName();
        for (String key : process.keys(Stored.POD)) {
          process
              .cluster()
              .store()
              .raw(Stored.POD, key)
              .map(object -> (Pod) object)
              .filter(pod -> pod.getMetadata().getOwnerReferences().get(0).getName().equals(name))
              .filter(pod -> !JobControl.isOwnedBy(pod, job.getMetadata()))
              .ifPresent(pod -> process.caches().putPod(owned(pod, job)));
        }
        return job;
      }
    };
  }

  private static Pod owned(Pod pod, Job job) {
    return new PodBuilder(pod)
        .editMetadata()
        .withFinalizers(PodControl.TRACKING)
        .withOwnerReferences(
            new OwnerReferenceBuilder(pod.getMetadata().getOwnerReferences().get(0))
                .withUid(job.getMetadata().getUid())
                .build())
        .endMetadata()
        .build();
  }

  private static Mutation ofJobs(UnaryOperator<JobBuilder> change) {
    return new PodMutation(change, pod -> pod);
  }

  private static Mutation ofPods(UnaryOperator<PodBuilder> change) {
    return new PodMutation(job -> job, change);
  }
}
