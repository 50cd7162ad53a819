/**
 * The wire: JobFlow and JobTemplate exactly as they stand in a manifest and on the API server.
 *
 * <p>Knows nothing of graphs, runs or clusters and decides nothing: every value may still be
 * missing, unknown or wrong, and no default is filled in.
 */
@NullMarked
package com.practice.jobflow.model;

import org.jspecify.annotations.NullMarked;
