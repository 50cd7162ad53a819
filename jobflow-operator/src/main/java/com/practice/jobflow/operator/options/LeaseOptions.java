package com.practice.jobflow.operator.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which lease to hold while working, and how patiently.
 *
 * @param name the Lease's name
 * @param namespace the Lease's namespace; {@code null} for the one that the process belongs to
 * @param duration how long others leave a Lease alone that is not renewed; longer than the deadline
 * @param renewDeadline a leader that cannot renew the Lease for so long stops
 * @param retryPeriod between two attempts
 */
public record LeaseOptions(
    String name,
    @Nullable String namespace,
    Duration duration,
    Duration renewDeadline,
    Duration retryPeriod) {}
