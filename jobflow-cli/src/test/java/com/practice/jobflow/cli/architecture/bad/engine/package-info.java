/** Offenders that the rules must find: they imitate the engine and know nothing of the real one. */
@NullMarked
package com.practice.jobflow.cli.architecture.bad.engine;

import org.jspecify.annotations.NullMarked;
