/**
 * Throws bad manifests at {@code validate} and at a real API server with an operator, and holds
 * their verdicts against each other; it knows nothing of how either comes to its verdict.
 */
@NullMarked
package com.practice.jobflow.cli.hostile;

import org.jspecify.annotations.NullMarked;
