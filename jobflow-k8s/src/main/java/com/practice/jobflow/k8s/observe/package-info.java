/**
 * From the Jobs that there are to what the engine is told of them.
 *
 * <p>Knows nothing of what follows from it; that is the engine's decision.
 */
@NullMarked
package com.practice.jobflow.k8s.observe;

import org.jspecify.annotations.NullMarked;
