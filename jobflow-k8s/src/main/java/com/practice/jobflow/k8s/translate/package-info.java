/**
 * The one place where the wire meets the engine: JobFlow resources become drafts and policies.
 *
 * <p>Knows nothing of Jobs, caches or the API server.
 */
@NullMarked
package com.practice.jobflow.k8s.translate;

import org.jspecify.annotations.NullMarked;
