/**
 * Shows a run: live lines on a terminal, plain lines in a pipe, the containers' output, and the
 * summary.
 *
 * <p>It must not know how anything is executed; it only reads what the scheduler keeps.
 */
@NullMarked
package com.practice.jobflow.cli.run.progress;

import org.jspecify.annotations.NullMarked;
