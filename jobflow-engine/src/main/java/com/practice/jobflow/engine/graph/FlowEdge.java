package com.practice.jobflow.engine.graph;

/**
 * One flow waits for another.
 *
 * @param from the flow that is waited for
 * @param to the flow that waits
 * @param label empty for a plain wait on success, else what is asked for, such as {@code Failed} or
 *     {@code !Succeeded}
 */
public record FlowEdge(String from, String to, String label) {}
