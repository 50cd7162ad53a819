/**
 * Measures what the engine costs; run by hand, see docs/benchmarks.md.
 *
 * <p>Knows nothing of tests: no figure decides whether a build passes.
 */
@NullMarked
package com.practice.jobflow.engine.benchmark;

import org.jspecify.annotations.NullMarked;
