/**
 * What a line of the log looks like, and what is logged at all.
 *
 * <p>Must not know what is logged about.
 */
@NullMarked
package com.practice.jobflow.operator.logging;

import org.jspecify.annotations.NullMarked;
