/**
 * The operator as a process of its own, for tests; needs the jar, so it is for {@code *IT} only.
 */
@NullMarked
package com.practice.jobflow.operator.process;

import org.jspecify.annotations.NullMarked;
