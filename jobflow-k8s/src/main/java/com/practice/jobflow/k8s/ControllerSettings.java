package com.practice.jobflow.k8s;

import java.time.Duration;
import java.util.List;

/**
 * What an operator may tune.
 *
 * @param namespaces which to watch; empty for all
 * @param workers how many JobFlows are reconciled at once
 * @param maxParallelCreates how many Jobs are created or deleted at once, over all JobFlows
 * @param statusInterval progress alone is written at most this often per JobFlow
 * @param resync a JobFlow that has not ended is looked at at least this often
 * @param requestTimeout for each request
 * @param identity names this process in events, such as the pod's name
 * @param prompt whether to watch the Jobs' pods too, and to take a flow as Succeeded as soon as
 *     they leave no doubt that its Job will be Complete
 */
public record ControllerSettings(
    List<String> namespaces,
    int workers,
    int maxParallelCreates,
    Duration statusInterval,
    Duration resync,
    Duration requestTimeout,
    String identity,
    boolean prompt) {
  /**
   * All namespaces; ten workers, 32 parallel creates, progress once a second, resync in 10 min, no
   * pods.
   */
  public static final ControllerSettings DEFAULT =
      new ControllerSettings(
          List.of(),
          10,
          32,
          Duration.ofSeconds(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          "jobflow-operator",
          false);

  /** Checks what would never work. */
  public ControllerSettings {
    namespaces = List.copyOf(namespaces);
    if (workers < 1 || maxParallelCreates < 1) {
      throw new IllegalArgumentException("workers and maxParallelCreates must be 1 or more");
    }
  }
}
