package com.practice.jobflow.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is merged into every Job and pod of a JobFlow; a template's own value wins.
 *
 * @param env variables of every container; empty for none
 * @param labels labels of every Job and pod; empty for none
 * @param annotations annotations of every Job and pod; empty for none
 * @param nodeName node that every pod is bound to; {@code null} leaves it to the scheduler
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GlobalParams(
    @JsonPropertyDescription("Environment variables added to every container.") List<EnvVar> env,
    @JsonPropertyDescription("Labels added to every Job and pod.") Map<String, String> labels,
    @JsonPropertyDescription("Annotations added to every Job and pod.")
        Map<String, String> annotations,
    @JsonPropertyDescription("Node that every pod is bound to, past the scheduler.")
        @Nullable String nodeName) {
  /** Takes what was decoded; an omitted list or map becomes an empty one. */
  public GlobalParams {
    env = WireValues.list(env);
    labels = WireValues.map(labels);
    annotations = WireValues.map(annotations);
  }
}
