/**
 * Offenders that the rules must find: they imitate the reconciler and know nothing of the real one.
 */
@NullMarked
package com.practice.jobflow.cli.architecture.bad.k8s.reconcile;

import org.jspecify.annotations.NullMarked;
