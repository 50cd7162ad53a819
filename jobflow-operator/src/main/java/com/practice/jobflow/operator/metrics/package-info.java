/**
 * Counts what happens, under the names that dashboards know.
 *
 * <p>Must not know why anything happens: it is told, and decides nothing. No object's name becomes
 * a label.
 */
@NullMarked
package com.practice.jobflow.operator.metrics;

import org.jspecify.annotations.NullMarked;
