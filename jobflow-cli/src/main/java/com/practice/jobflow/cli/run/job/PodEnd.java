package com.practice.jobflow.cli.run.job;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a pod ended.
 *
 * @param name its name
 * @param index its completion index; empty without one
 * @param succeeded whether every main container did
 * @param reason CamelCase word for an end that its containers do not explain; {@code null}
 *     otherwise
 * @param message one line for people about a failure; empty text after success
 * @param containers every container that ran, in the order of their ends; sidecars last
 */
public record PodEnd(
    String name,
    OptionalInt index,
    boolean succeeded,
    @Nullable String reason,
    String message,
    List<ContainerEnd> containers) {
  public PodEnd {
    containers = List.copyOf(containers);
  }

  /** Returns the containers that failed. */
  public List<ContainerEnd> failures() {
    return containers.stream().filter(container -> container.exit().code() != 0).toList();
  }
}
