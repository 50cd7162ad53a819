/**
 * What the informers have seen, kept small: Jobs as records, JobFlows and JobTemplates decoded one
 * by one.
 *
 * <p>Knows nothing of what is done with it; a cache never asks the API server on a reader's behalf.
 */
@NullMarked
package com.practice.jobflow.k8s.cache;

import org.jspecify.annotations.NullMarked;
