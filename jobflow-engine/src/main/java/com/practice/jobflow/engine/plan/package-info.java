/**
 * Runs of a graph: phases, outcomes and the decision what to start or stop next.
 *
 * <p>Knows nothing of how a flow is executed; time is an argument.
 */
@NullMarked
package com.practice.jobflow.engine.plan;

import org.jspecify.annotations.NullMarked;
