/**
 * Writes the custom resource definitions from the Java types of the model; a build step.
 *
 * <p>Knows nothing of what the fields do, nor of a cluster.
 */
@NullMarked
package com.practice.jobflow.crd;

import org.jspecify.annotations.NullMarked;
