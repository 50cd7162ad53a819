/**
 * Elects which of several operators writes, over a Lease of the API server.
 *
 * <p>Must not know what the leader does: neither the controller, nor how the process ends.
 */
@NullMarked
package com.practice.jobflow.operator.lease;

import org.jspecify.annotations.NullMarked;
