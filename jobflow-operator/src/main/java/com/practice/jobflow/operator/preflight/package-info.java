/**
 * Finds out whether the cluster has what the operator needs: an API server that answers, our
 * resources, and the rights to work.
 *
 * <p>Must not know what the rights are used for.
 */
@NullMarked
package com.practice.jobflow.operator.preflight;

import org.jspecify.annotations.NullMarked;
