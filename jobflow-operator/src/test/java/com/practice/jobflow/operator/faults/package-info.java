/**
 * Breaks the wire, the operator's process and the platform at every point that can be named, and
 * looks at what has become of the JobFlows. Must not know how the operator works inside.
 */
@NullMarked
package com.practice.jobflow.operator.faults;

import org.jspecify.annotations.NullMarked;
