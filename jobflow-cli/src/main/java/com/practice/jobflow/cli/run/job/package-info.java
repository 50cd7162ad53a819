/**
 * One Job after the rules of Kubernetes' Job controller: its pods, their containers in order,
 * backoff and deadlines.
 *
 * <p>It must not know what a flow is, nor what executes a container. Everything here belongs to one
 * loop.
 */
@NullMarked
package com.practice.jobflow.cli.run.job;

import org.jspecify.annotations.NullMarked;
