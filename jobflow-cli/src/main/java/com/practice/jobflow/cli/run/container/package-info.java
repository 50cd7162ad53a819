/**
 * Runs containers by the docker or podman command.
 *
 * <p>It must not know what Jobs or flows are.
 */
@NullMarked
package com.practice.jobflow.cli.run.container;

import org.jspecify.annotations.NullMarked;
