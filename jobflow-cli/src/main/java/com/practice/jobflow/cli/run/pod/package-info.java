/**
 * A pod as one machine can run it: what its containers are, resolved to commands and variables, and
 * the face of whatever executes them.
 *
 * <p>It must not know what Jobs or flows are, nor how a container is executed.
 */
@NullMarked
package com.practice.jobflow.cli.run.pod;

import org.jspecify.annotations.NullMarked;
