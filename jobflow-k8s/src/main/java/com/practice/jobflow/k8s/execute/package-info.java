/**
 * Carries out what is recorded: creates and deletes Jobs.
 *
 * <p>Knows nothing of why; it must only be given what the status has recorded.
 */
@NullMarked
package com.practice.jobflow.k8s.execute;

import org.jspecify.annotations.NullMarked;
