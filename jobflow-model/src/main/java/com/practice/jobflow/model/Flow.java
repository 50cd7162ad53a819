package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of the DAG: an entry of {@code spec.flows} or {@code spec.finally}.
 *
 * @param name unique among flows and finally flows, a DNS-1123 label; required on the wire
 * @param jobTemplate the Job to run; {@code null} if {@code jobTemplateRef} names it
 * @param jobTemplateRef name of a JobTemplate in the same namespace; {@code null} if {@code
 *     jobTemplate} is given
 * @param dependencies names of flows that must have succeeded, or failed with {@code allowFailure};
 *     empty for none
 * @param depends an expression over outcomes instead of {@code dependencies}; {@code null} for none
 * @param when on a finally flow the verdict that it runs after: Always, Failed or Succeeded; {@code
 *     null} means Always there and is right on every other flow
 * @param allowFailure whether its failure neither fails the JobFlow nor holds back plain
 *     dependents; {@code null} means false
 * @param retry new Jobs after a failed one; {@code null} for none
 * @param shareVolumeMounts mounts added to each of its containers; empty for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.jobTemplate) != has(self.jobTemplateRef)",
    message = "give exactly one of jobTemplate and jobTemplateRef")
@ValidationRule(
    value = "!has(self.depends) || !has(self.dependencies) || size(self.dependencies) == 0",
    message = "give dependencies or depends, not both")
public record Flow(
    @Required
        @Size(min = 1, max = 63) @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$") @JsonPropertyDescription(
            "Name of the flow, unique in the JobFlow: lower-case letters, digits and '-'.")
        @Nullable String name,
    @JsonPropertyDescription("The Job to run: a native batch/v1 JobSpec. Or give jobTemplateRef.")
        @Nullable JobSpec jobTemplate,
    @Size(min = 1, max = 253) @JsonPropertyDescription(
            "Name of a JobTemplate in the same namespace that holds the Job to run.")
        @Nullable String jobTemplateRef,
    @JsonPropertyDescription(
            "Flows that must have succeeded, or have failed with allowFailure, before this one"
                + " starts.")
        List<String> dependencies,
    @Size(min = 1) @JsonPropertyDescription(
            "Instead of dependencies: an expression over the outcomes of other flows, such as"
                + " \"a && (b.Failed || c.Finished)\". Operators: && || ! () and"
                + " atLeast(k, x, y, z). Outcomes: .Succeeded (a bare name means it), .Failed,"
                + " .Skipped, .Finished (any of them).")
        @Nullable String depends,
    @JsonPropertyDescription(
            "After which verdict of spec.flows this flow runs: Always (also if left out), Failed or"
                + " Succeeded.")
        @Nullable String when,
    @JsonPropertyDescription(
            "Its failure does not fail the JobFlow, and satisfies plain dependencies on it."
                + " False if left out.")
        @Nullable Boolean allowFailure,
    @JsonPropertyDescription("New Jobs after a failed one, on top of the Job's own backoffLimit.")
        @Nullable RetrySpec retry,
    @JsonPropertyDescription("Mounts of spec.shareVolumes, added to each container of this flow.")
        List<VolumeMount> shareVolumeMounts) {
  /** Takes what was decoded; an omitted list becomes an empty one. */
  public Flow {
    dependencies = WireValues.list(dependencies);
    shareVolumeMounts = WireValues.list(shareVolumeMounts);
  }
}
