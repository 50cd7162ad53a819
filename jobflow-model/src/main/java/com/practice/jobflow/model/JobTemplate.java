package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A JobSpec under a name, which flows of the same namespace share by {@code jobTemplateRef}.
 *
 * <p>Mutable and not thread-safe, as every fabric8 resource. It has no status of its own.
 */
@Group(JobFlow.GROUP)
@Version(JobFlow.VERSION)
@ShortNames("jt")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class JobTemplate extends CustomResource<JobTemplateSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** Creates a JobTemplate without metadata or spec. */
  public JobTemplate() {}
}
