package com.practice.jobflow.k8s.job;

import java.util.Set;

/**
 * The labels on every Job and pod. They are for people and selectors; identity is the controller's
 * UID.
 */
public final class JobLabels {
  /** Name of the JobFlow, cut as {@link JobNames#labelValue} does. */
  public static final String JOB_FLOW = "api.practice.com/jobflow";

  /** Name of the flow. */
  public static final String FLOW = "api.practice.com/flow";

  /** Number of the attempt, from 1. */
  public static final String ATTEMPT = "api.practice.com/attempt";

  /** Kubernetes' recommended label for the tool that manages an object. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "jobflow-operator";

  /** The keys of them all. What a manifest says under one of these never reaches a Job or pod. */
  public static final Set<String> KEYS = Set.of(JOB_FLOW, FLOW, ATTEMPT, MANAGED_BY);

  private JobLabels() {}
}
