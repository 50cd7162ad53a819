/**
 * The process in the cluster: reads its options, puts the parts together, starts and stops them.
 *
 * <p>Must not know how a JobFlow runs.
 */
@NullMarked
package com.practice.jobflow.operator;

import org.jspecify.annotations.NullMarked;
