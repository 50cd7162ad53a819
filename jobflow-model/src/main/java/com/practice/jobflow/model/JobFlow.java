package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A DAG of native Jobs, as the API server stores it.
 *
 * <p>Mutable and not thread-safe, as every fabric8 resource; its spec and status are immutable
 * values. Spec and status are {@code null} until set.
 */
@Group(JobFlow.GROUP)
@Version(JobFlow.VERSION)
@ShortNames("jf")
@Categories("all")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!has(oldSelf.status) || !has(oldSelf.status.startTime)"
            + " || self.spec.flows == oldSelf.spec.flows",
    message = "spec.flows cannot change once the JobFlow has started; create a new JobFlow")
@ValidationRule(
    value =
        "!has(oldSelf.status) || !has(oldSelf.status.startTime)"
            + " || (has(self.spec.finally) == has(oldSelf.spec.finally)"
            + " && (!has(self.spec.finally) || self.spec.finally == oldSelf.spec.finally))",
    message = "spec.finally cannot change once the JobFlow has started; create a new JobFlow")
public class JobFlow extends CustomResource<JobFlowSpec, JobFlowStatus> implements Namespaced {
  /** API group of all our resources. */
  public static final String GROUP = "api.practice.com";

  /** Version of all our resources. */
  public static final String VERSION = "v1alpha1";

  private static final long serialVersionUID = 1L;

  /** Creates a JobFlow without metadata, spec or status. */
  public JobFlow() {}
}
