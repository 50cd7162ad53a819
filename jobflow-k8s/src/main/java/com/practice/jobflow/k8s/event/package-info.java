/**
 * Kubernetes Events: one for each transition of a JobFlow, none for a Job that succeeds.
 *
 * <p>Knows nothing of how a transition came about; an event that cannot be delivered is dropped.
 */
@NullMarked
package com.practice.jobflow.k8s.event;

import org.jspecify.annotations.NullMarked;
