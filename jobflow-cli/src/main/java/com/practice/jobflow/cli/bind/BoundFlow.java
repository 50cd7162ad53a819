package com.practice.jobflow.cli.bind;

import com.practice.jobflow.k8s.job.JobFactory;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.Objects;
import java.util.Optional;

/** One flow of a JobFlow. Immutable as long as nobody changes the resource. */
public final class BoundFlow {
  private final JobFlow owner;
  private final Flow flow;
  private final String path;

  BoundFlow(JobFlow owner, Flow flow, String path) {
    this.owner = owner;
    this.flow = flow;
    this.path = path;
  }

  /** Returns its name. */
  public String name() {
    return Objects.requireNonNull(flow.name());
  }

  /** Returns the field path of its entry in the document. */
  public String path() {
    return path;
  }

  /** Returns the template that is written in it; empty if it refers to one. */
  public Optional<JobSpec> ownTemplate() {
    return Optional.ofNullable(flow.jobTemplate());
  }

  /** Returns the name of the template that it refers to; empty text if it has its own. */
  public String templateRef() {
    return Objects.requireNonNullElse(flow.jobTemplateRef(), "");
  }

  /** Returns its {@code depends} expression; empty text without one. */
  public String depends() {
    return Objects.requireNonNullElse(flow.depends(), "");
  }

  /** Returns whether it mounts shared volumes. */
  public boolean sharesVolumes() {
    return !flow.shareVolumeMounts().isEmpty();
  }

  /** Returns the Job of an attempt with this template, as the operator would create it. */
  public Job job(JobSpec template, int attempt, String jobName) {
    return JobFactory.job(owner, flow, template, attempt, jobName);
  }
}
