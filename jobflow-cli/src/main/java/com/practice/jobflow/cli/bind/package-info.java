/**
 * Manifests bound to the Java types of the model, which takes time and is done only to run them.
 *
 * <p>It must not know what the engine makes of them.
 */
@NullMarked
package com.practice.jobflow.cli.bind;

import org.jspecify.annotations.NullMarked;
