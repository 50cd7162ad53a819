package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.reconcile.Next;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** Where a controller can be broken on purpose, around its real parts. This one breaks nothing. */
class Mutation {
  /** What stands between the controller and the way of its requests. */
  ApiServer between(RequestPath requests, OperatorProcess process) {
    return requests;
  }

  /** A Job as the cache is to see it. */
  Job seen(Job job, OperatorProcess process) {
    return job;
  }

  /** A Job as whoever asks for it is to see it. */
  Job read(Job job) {
    return job;
  }

  /** A pod as the cache is to see it. */
  Pod seen(Pod pod, OperatorProcess process) {
    return pod;
  }

  /** A JobFlow as the cache is to see it. */
  JobFlow seen(JobFlow jobFlow, OperatorProcess process) {
    return jobFlow;
  }

  /** What is made of a reconcile's wish. */
  Next next(Next wish, int failures) {
    return wish;
  }

  /** A reconcile has come to its end. */
  void reconciled(OperatorProcess process) {}

  boolean ignoresTheFence() {
    return false;
  }

  boolean endsAtPoison() {
    return false;
  }

  boolean forgetsToCompareLists() {
    return false;
  }
}
