/**
 * The command {@code jobflow run}: runs a JobFlow on this machine with the engine that the operator
 * uses.
 *
 * <p>It must not know any cluster.
 */
@NullMarked
package com.practice.jobflow.cli.run;

import org.jspecify.annotations.NullMarked;
