/**
 * The API server as the controller uses it: few requests, and answers that are values.
 *
 * <p>Knows nothing of when a request is due; what it sends has been decided elsewhere.
 */
@NullMarked
package com.practice.jobflow.k8s.cluster;

import org.jspecify.annotations.NullMarked;
