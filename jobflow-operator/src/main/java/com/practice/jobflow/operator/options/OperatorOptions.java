package com.practice.jobflow.operator.options;

import com.practice.jobflow.k8s.ControllerSettings;
import com.practice.jobflow.operator.logging.LogSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator was told; valid.
 *
 * @param controller what to work on, and how much at once
 * @param kubeconfig how to reach the cluster; {@code null} for the usual places
 * @param lease which lease to hold; {@code null} to work without one
 * @param health where {@code /livez} and {@code /readyz} are served
 * @param metrics where {@code /metrics} is served
 * @param log what is logged, and how
 */
public record OperatorOptions(
    ControllerSettings controller,
    @Nullable Path kubeconfig,
    @Nullable LeaseOptions lease,
    InetSocketAddress health,
    InetSocketAddress metrics,
    LogSettings log) {}
