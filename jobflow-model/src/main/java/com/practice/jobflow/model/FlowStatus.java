package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one flow that has left Waiting. Times are RFC 3339 in UTC.
 *
 * @param name the flow's name; required on the wire
 * @param phase where the flow is; required on the wire
 * @param startTime when its latest attempt was recorded to start; {@code null} before the first
 * @param completionTime when it ended; {@code null} before
 * @param attempt number of its latest Job, from 1; {@code null} means 1 once it has started
 * @param retries retries used in this run; {@code null} means 0
 * @param retryTime when the next Job may start; only while Retrying
 * @param jobName name of its latest Job; {@code null} means {@code <jobflow>-<flow>}, with {@code
 *     -<attempt>} from the second attempt on
 * @param reason CamelCase word for an end that is no success; {@code null} for none
 * @param message one line for people; {@code null} for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FlowStatus(
    @Required @JsonPropertyDescription("Name of the flow.") @Nullable String name,
    @Required
        @JsonPropertyDescription(
            "Ready, Starting, Running, Retrying, Succeeded, Failed, Skipped or Cancelled. A flow"
                + " that is not listed is Waiting.")
        @Nullable String phase,
    @JsonPropertyDescription("When the latest attempt was recorded to start.")
        @Nullable String startTime,
    @JsonPropertyDescription("When the flow ended.") @Nullable String completionTime,
    @JsonPropertyDescription("Number of the latest Job, from 1. Left out if 1.")
        @Nullable Integer attempt,
    @JsonPropertyDescription("Retries used in this run. Left out if 0.") @Nullable Integer retries,
    @JsonPropertyDescription("When the next Job may start, while Retrying.")
        @Nullable String retryTime,
    @JsonPropertyDescription(
            "Name of the latest Job. Left out if it is <jobflow>-<flow>, with -<attempt> from the"
                + " second on.")
        @Nullable String jobName,
    @JsonPropertyDescription("One word for an end that is no success.") @Nullable String reason,
    @JsonPropertyDescription("One line for people.") @Nullable String message) {}
