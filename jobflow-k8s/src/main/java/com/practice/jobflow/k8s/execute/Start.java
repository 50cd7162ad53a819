package com.practice.jobflow.k8s.execute;

import io.fabric8.kubernetes.api.model.batch.v1.Job;

/**
 * A Job to create.
 *
 * @param flow whose it is
 * @param attempt which attempt's
 * @param job ready to be created under its recorded name
 * @param fallbackName the name to record instead if a stranger has that one; the same name if there
 *     is no other
 */
public record Start(String flow, int attempt, Job job, String fallbackName) {}
