/**
 * Carries out on one machine what the engine decides: starts and stops the Jobs of flows, and keeps
 * what is to be told of them.
 *
 * <p>It must not know how a Job is executed, nor how a run is shown.
 */
@NullMarked
package com.practice.jobflow.cli.run.flow;

import org.jspecify.annotations.NullMarked;
