package com.practice.jobflow.k8s.execute;

import com.practice.jobflow.k8s.cluster.JobRecord;

/**
 * A Job to delete.
 *
 * @param flow whose it is
 * @param job as it was seen, or as its creation was confirmed
 */
public record Stop(String flow, JobRecord job) {}
