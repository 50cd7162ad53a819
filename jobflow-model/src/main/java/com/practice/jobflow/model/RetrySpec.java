package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * New Jobs for a flow whose Job failed, on top of the Job's own {@code backoffLimit}.
 *
 * @param limit new Jobs after the first, 0 or more; required on the wire
 * @param backoffSeconds wait before the first of them, doubled for each further one; {@code null}
 *     means 10
 * @param maxBackoffSeconds longest wait; {@code null} means 300
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetrySpec(
    @Required
        @Min(0) @JsonPropertyDescription("How many new Jobs follow the first failed one, at most.")
        @Nullable Integer limit,
    @Min(0) @JsonPropertyDescription(
            "Seconds to wait before the first new Job; doubles for each further one. 10 if left"
                + " out.")
        @Nullable Integer backoffSeconds,
    @Min(0) @JsonPropertyDescription("Longest wait in seconds. 300 if left out.")
        @Nullable Integer maxBackoffSeconds) {}
