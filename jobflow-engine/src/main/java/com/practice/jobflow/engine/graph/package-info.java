/**
 * The DAG of a JobFlow: from drafts to a graph that is valid by construction.
 *
 * <p>Knows nothing of runs: phases, outcomes and time live in {@code plan}.
 */
@NullMarked
package com.practice.jobflow.engine.graph;

import org.jspecify.annotations.NullMarked;
