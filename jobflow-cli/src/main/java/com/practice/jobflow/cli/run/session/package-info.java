/**
 * Operating system processes in sessions of their own, which end when this program does, however it
 * ends.
 *
 * <p>It must not know what the processes are for.
 */
@NullMarked
package com.practice.jobflow.cli.run.session;

import org.jspecify.annotations.NullMarked;
