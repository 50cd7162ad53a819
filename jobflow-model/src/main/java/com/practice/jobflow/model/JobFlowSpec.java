package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JobFlow is asked to do.
 *
 * @param flows the nodes of the DAG, one or more; never {@code null}, empty if omitted
 * @param finallyFlows {@code finally} on the wire: flows that run after all others have ended
 * @param failurePolicy FailFast, Continue or Abort; {@code null} means FailFast
 * @param parallelism most Jobs at once, 1 or more; {@code null} for no bound
 * @param suspend whether to start nothing new; {@code null} means false
 * @param cancel whether to delete running Jobs and end as Cancelled; {@code null} means false
 * @param attempt which attempt of the whole JobFlow is wanted, from 1; {@code null} means 1
 * @param activeDeadlineSeconds longest run in seconds from {@code status.startTime}; {@code null}
 *     for no bound
 * @param ttlSecondsAfterFinished seconds after the end until the JobFlow is deleted; {@code null}
 *     keeps it
 * @param globalParams what is merged into every Job and pod; {@code null} for nothing
 * @param shareVolumes volumes of the pods of every flow with {@code shareVolumeMounts}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobFlowSpec(
    @Required
        @Size(min = 1) @JsonPropertyDescription(
            "The nodes of the DAG; each runs as one Job per attempt. Fixed once the JobFlow has"
                + " started.")
        List<Flow> flows,
    @JsonProperty("finally")
        @JsonPropertyDescription(
            "Flows that run after all others have ended, however they ended. Fixed once the"
                + " JobFlow has started.")
        List<Flow> finallyFlows,
    @Default("FailFast")
        @JsonPropertyDescription(
            "What a failed flow does to the others. FailFast: nothing new starts, running Jobs"
                + " end. Continue: everything that still can run runs. Abort: as FailFast, and"
                + " running Jobs are deleted.")
        @Nullable String failurePolicy,
    @Min(1) @JsonPropertyDescription(
            "At most so many Jobs at once; of the flows that are ready, the one with the longest"
                + " remaining path starts first. No bound if left out.")
        @Nullable Integer parallelism,
    @Default("false") @JsonPropertyDescription("Start nothing new; running Jobs go on.")
        @Nullable Boolean suspend,
    @Default("false")
        @JsonPropertyDescription(
            "Delete running Jobs and end as Cancelled; finally flows still run.")
        @Nullable Boolean cancel,
    @Default("1")
        @Min(1) @ValidationRule(value = "self >= oldSelf", message = "attempt can only be raised")
        @JsonPropertyDescription(
            "Raise it on an ended JobFlow: whatever did not succeed runs again, what succeeded"
                + " stays.")
        @Nullable Integer attempt,
    @Min(1) @Max(Integer.MAX_VALUE) @JsonPropertyDescription(
            "Seconds from status.startTime after which running Jobs are deleted and the JobFlow"
                + " fails with reason DeadlineExceeded.")
        @Nullable Long activeDeadlineSeconds,
    @Min(0) @JsonPropertyDescription(
            "Seconds from the end until the JobFlow and its Jobs are deleted. Kept if left out.")
        @Nullable Integer ttlSecondsAfterFinished,
    @JsonPropertyDescription("Merged into every Job and pod; a template's own value wins.")
        @Nullable GlobalParams globalParams,
    @JsonPropertyDescription("Volumes of the pods of every flow that has shareVolumeMounts.")
        List<Volume> shareVolumes) {
  /** Takes what was decoded; an omitted list becomes an empty one. */
  public JobFlowSpec {
    flows = WireValues.list(flows);
    finallyFlows = WireValues.list(finallyFlows);
    shareVolumes = WireValues.list(shareVolumes);
  }
}
