/**
 * What the operator may be told, by flags and by environment variables.
 *
 * <p>Must not know what the parts do with it.
 */
@NullMarked
package com.practice.jobflow.operator.options;

import org.jspecify.annotations.NullMarked;
