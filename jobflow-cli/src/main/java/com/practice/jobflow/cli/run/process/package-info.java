/**
 * Runs containers as plain processes of this machine, without isolation.
 *
 * <p>It must not know what Jobs or flows are.
 */
@NullMarked
package com.practice.jobflow.cli.run.process;

import org.jspecify.annotations.NullMarked;
