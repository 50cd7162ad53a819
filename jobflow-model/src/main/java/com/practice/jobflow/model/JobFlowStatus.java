package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a run: the journal that a restarted operator goes on from. Times are RFC 3339
 * in UTC.
 *
 * @param observedGeneration generation of the spec that this status answers; {@code null} before
 *     the first look
 * @param phase where the JobFlow is; {@code null} before the first look
 * @param attempt attempt of the whole JobFlow that is running or ended; {@code null} means 1
 * @param stopReason why nothing new starts: FailFast, Abort, DeadlineExceeded or Cancelled; {@code
 *     null} while all goes on
 * @param startTime when this attempt started; {@code null} before
 * @param completionTime when it ended; {@code null} before
 * @param duration how long this attempt took, for people, as {@code 3m12s}; {@code null} before its
 *     end
 * @param progress flows ended and flows in all, as {@code 3/5}
 * @param message one line for people; {@code null} for none
 * @param conditions standard conditions, one for each type; empty for none
 * @param flows the flows that have left Waiting, in the order of declaration; empty for none
 * @param specHash hash of the {@code flows} and {@code finally} that the run started with, by which
 *     a change is noticed where the server does not forbid it; {@code null} before the start
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobFlowStatus(
    @JsonPropertyDescription("Generation of the spec that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Pending, Running, Suspended, Stopping, Succeeded, Failed, Cancelled or Invalid.")
        @Nullable String phase,
    @JsonPropertyDescription("Attempt that is running or has ended. Left out if 1.")
        @Nullable Integer attempt,
    @JsonPropertyDescription(
            "Why nothing new starts: FailFast, Abort, DeadlineExceeded or Cancelled.")
        @Nullable String stopReason,
    @JsonPropertyDescription("When this attempt started.") @Nullable String startTime,
    @JsonPropertyDescription("When this attempt ended.") @Nullable String completionTime,
    @JsonPropertyDescription("How long this attempt took, once it has ended.")
        @Nullable String duration,
    @JsonPropertyDescription("Flows that have ended, of all.") @Nullable String progress,
    @JsonPropertyDescription("One line for people.") @Nullable String message,
    @JsonPropertyDescription(
            "Complete, Failed, Suspended, Stalled and Reconciling, as standard conditions.")
        List<Condition> conditions,
    @JsonPropertyDescription("The flows that have left Waiting, in the order of declaration.")
        List<FlowStatus> flows,
    @JsonPropertyDescription("Hash of the flows and finally that the run started with.")
        @Nullable String specHash) {
  /** Takes what was decoded; an omitted list becomes an empty one. */
  public JobFlowStatus {
    conditions = WireValues.list(conditions);
    flows = WireValues.list(flows);
  }
}
