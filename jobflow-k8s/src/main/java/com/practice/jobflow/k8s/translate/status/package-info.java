/**
 * What stands in a JobFlow's status: phases, conditions, and the line for people.
 *
 * <p>Knows nothing of when it is written, nor how.
 */
@NullMarked
package com.practice.jobflow.k8s.translate.status;

import org.jspecify.annotations.NullMarked;
