package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;

/** Hands every request on; a mutant changes one of them. */
class ForwardingApiServer implements ApiServer {
  private final ApiServer next;

  ForwardingApiServer(ApiServer next) {
    this.next = next;
  }

  @Override
  public Answer<Written> create(Job job) {
    return next.create(job);
  }

  @Override
  public Answer<JobRecord> job(String namespace, String name) {
    return next.job(namespace, name);
  }

  @Override
  public Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
    return next.history(key, since);
  }

  @Override
  public Answer<String> delete(JobRecord job) {
    return next.delete(job);
  }

  @Override
  public Answer<Written> releaseTtl(JobRecord job, int seconds) {
    return next.releaseTtl(job, seconds);
  }

  @Override
  public Answer<Written> select(JobRecord job) {
    return next.select(job);
  }

  @Override
  public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
    return next.writeStatus(key, basis, status);
  }

  @Override
  public Answer<Written> markUnreadable(JobFlowKey key, Written basis, String why) {
    return next.markUnreadable(key, basis, why);
  }

  @Override
  public Answer<String> delete(JobFlowKey key, Written basis) {
    return next.delete(key, basis);
  }

  @Override
  public Answer<String> publish(Event event) {
    return next.publish(event);
  }

  /** Returns the same Job as if this JobFlow controlled it. */
  static JobRecord owned(JobRecord job, String uid) {
    return new JobRecord(
        job.namespace(),
        job.name(),
        job.uid(),
        job.resourceVersion(),
        new JobRecord.Controller("JobFlow", "", uid),
        job.verdict(),
        job.endTime(),
        job.reason(),
        job.message(),
        job.deleting(),
        job.selected(),
        job.podlessSince(),
        job.withheldTtl(),
        job.podCriterion());
  }
}
