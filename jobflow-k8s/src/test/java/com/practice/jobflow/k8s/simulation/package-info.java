/**
 * A whole cluster in memory, on virtual time and a seed, with every fault that can be thought of.
 *
 * <p>Knows nothing of how the controller decides; it only judges what arrives at the API server.
 */
@NullMarked
package com.practice.jobflow.k8s.simulation;

import org.jspecify.annotations.NullMarked;
