/**
 * The keyed work queue between events and workers.
 *
 * <p>Knows nothing of what a key stands for, nor of what is done for it.
 */
@NullMarked
package com.practice.jobflow.k8s.queue;

import org.jspecify.annotations.NullMarked;
