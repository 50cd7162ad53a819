package com.practice.jobflow.k8s.translate;

import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.model.Flow;
import java.util.Map;

/**
 * A JobFlow's spec in the engine's terms.
 *
 * @param graph its flows
 * @param policy what it says of the run as a whole
 * @param flows its flows and finally flows by name
 * @param specHash a hash of all that must not change once the run has started
 */
public record TranslatedJobFlow(
    FlowGraph graph, RunPolicy policy, Map<String, Flow> flows, String specHash) {}
