package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.job.JobFactory;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.k8s.memory.Trouble;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flow and what it runs at this moment, if that can be had. */
final class FlowTemplate {
  private final Flow flow;
  private final @Nullable JobSpec spec;
  private final @Nullable String problem;

  /**
   * Makes one.
   *
   * @param spec {@code null} if it cannot be had
   * @param problem why it cannot be had although it is there; {@code null} if it is not, or can
   */
  FlowTemplate(Flow flow, @Nullable JobSpec spec, @Nullable String problem) {
    this.flow = flow;
    this.spec = spec;
    this.problem = problem;
  }

  boolean isMissing() {
    return spec == null;
  }

  Trouble missing(String namespace) {
    String which = "JobTemplate " + flow.jobTemplateRef();
    return problem == null
        ? new Trouble(Trouble.TEMPLATE_NOT_FOUND, which + " does not exist in " + namespace)
        : new Trouble(
            Trouble.TEMPLATE_UNREADABLE,
            which + " in " + namespace + " cannot be read: " + problem);
  }

  /** Returns how long the Job's name may be. */
  int room() {
    return spec == null ? JobNames.MAX_LENGTH : JobFactory.maxNameLength(spec);
  }

  /** Returns the Job of an attempt, with the time to live that must wait put aside. */
  Job job(JobFlow owner, int attempt, String name) {
    if (spec == null) {
      throw new IllegalStateException("there is no template for " + name);
    }
    Job job = JobFactory.job(owner, flow, spec, attempt, name);
    Integer ttl = JobFactory.ttl(spec);
    if (ttl != null) {
      Map<String, String> annotations = new HashMap<>();
      if (job.getMetadata().getAnnotations() != null) {
        annotations.putAll(job.getMetadata().getAnnotations());
      }
      annotations.put(JobRecord.WITHHELD_TTL, ttl.toString());
      job.getMetadata().setAnnotations(annotations);
    }
    return job;
  }
}
