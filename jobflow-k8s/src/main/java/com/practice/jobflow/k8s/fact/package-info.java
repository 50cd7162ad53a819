/**
 * What happens inside the controller, told to whoever counts it.
 *
 * <p>Knows no metrics library: the entry point chooses one.
 */
@NullMarked
package com.practice.jobflow.k8s.fact;

import org.jspecify.annotations.NullMarked;
