/**
 * Tries what is in {@code yaml/} and the image.
 *
 * <p>It must not know how the operator works inside.
 */
@NullMarked
package com.practice.jobflow.operator.install;

import org.jspecify.annotations.NullMarked;
