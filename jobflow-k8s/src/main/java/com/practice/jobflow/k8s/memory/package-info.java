/**
 * What this process knows of its own requests and the caches do not show yet.
 *
 * <p>Knows no rules of a run, and nothing that must survive a restart: losing all of it costs
 * reads.
 */
@NullMarked
package com.practice.jobflow.k8s.memory;

import org.jspecify.annotations.NullMarked;
