package com.practice.jobflow.operator.health;

import java.net.InetSocketAddress;

/**
 * Where to listen. Two equal addresses make one server; port 0 is any free one.
 *
 * @param probes for {@code /livez}, {@code /readyz} and {@code /healthz}
 * @param metrics for {@code /metrics}
 */
public record HealthSettings(InetSocketAddress probes, InetSocketAddress metrics) {}
