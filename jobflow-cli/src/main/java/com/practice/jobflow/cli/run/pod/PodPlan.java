package com.practice.jobflow.cli.run.pod;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pod that is ready to run.
 *
 * @param initContainers init and sidecar containers in the order of their start
 * @param containers the main ones, one or more
 * @param volumes names of empty folders that its containers share
 * @param grace how long a container may take to end when asked to
 * @param deadline how long the pod may run; empty for no limit
 */
public record PodPlan(
    PodIdentity identity,
    List<ContainerPlan> initContainers,
    List<ContainerPlan> containers,
    List<String> volumes,
    Duration grace,
    Optional<Duration> deadline) {
  public PodPlan {
    initContainers = List.copyOf(initContainers);
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
  }

  /** Returns whether two containers of it can run at the same time. */
  public boolean runsContainersTogether() {
    return containers.size() > 1
        || initContainers.stream().anyMatch(one -> one.role() == ContainerPlan.Role.SIDECAR);
  }
}
