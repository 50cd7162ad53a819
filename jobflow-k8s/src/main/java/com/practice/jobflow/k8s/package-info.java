/**
 * Runs JobFlow resources: from what the API server shows to the Jobs that the engine asks for.
 *
 * <p>Knows nothing of processes, options or terminals: those are the operator's and the CLI's.
 */
@NullMarked
package com.practice.jobflow.k8s;

import org.jspecify.annotations.NullMarked;
