/**
 * Decides and runs DAGs of flows in memory.
 *
 * <p>Knows nothing of Kubernetes, clocks, threads or logs: time is an argument, and results are
 * values.
 */
@NullMarked
package com.practice.jobflow.engine;

import org.jspecify.annotations.NullMarked;
