/**
 * The native Job of one attempt of a flow: its name and its content.
 *
 * <p>Knows nothing of when a Job is due; that is the engine's decision.
 */
@NullMarked
package com.practice.jobflow.k8s.job;

import org.jspecify.annotations.NullMarked;
