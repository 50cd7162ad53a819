/**
 * Judges manifests: which documents are ours, whether schema and graph hold, what smells; and
 * prints the verdict.
 *
 * <p>It must not know a cluster, and loads no Java types of the model unless {@code bind} is
 * called, because that costs more than all the rest of a cold start.
 */
@NullMarked
package com.practice.jobflow.cli.check;

import org.jspecify.annotations.NullMarked;
