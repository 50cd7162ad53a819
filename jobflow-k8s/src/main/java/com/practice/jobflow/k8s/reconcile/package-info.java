/**
 * One reconcile: read, translate, observe, plan, record, execute.
 *
 * <p>Knows no rule about what may start when; those are the engine's.
 */
@NullMarked
package com.practice.jobflow.k8s.reconcile;

import org.jspecify.annotations.NullMarked;
