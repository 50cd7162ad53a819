/**
 * The benchmark of the whole: an operator in a process of its own against a real API server, every
 * figure beside a floor that the same run measured.
 *
 * <p>Must not know anything of the operator but its command line, its process, and what the API
 * server's audit log says that it did.
 */
@NullMarked
package com.practice.jobflow.operator.bench;

import org.jspecify.annotations.NullMarked;
