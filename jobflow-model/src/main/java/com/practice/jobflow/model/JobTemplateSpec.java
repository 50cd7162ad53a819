package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a JobTemplate holds.
 *
 * @param jobTemplate the Job to create, a native JobSpec; required on the wire
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobTemplateSpec(
    @Required
        @JsonPropertyDescription(
            "The Job that every flow which names this template runs: a native batch/v1 JobSpec.")
        @Nullable JobSpec jobTemplate) {}
