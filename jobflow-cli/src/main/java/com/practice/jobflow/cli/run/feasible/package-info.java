/**
 * What of a Job one machine can do: every field of a template is honoured, ignored with a note, or
 * refused with its place.
 *
 * <p>It must not know how anything is run.
 */
@NullMarked
package com.practice.jobflow.cli.run.feasible;

import org.jspecify.annotations.NullMarked;
