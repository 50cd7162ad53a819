/** Offenders that the rules must find: they imitate the wire and know nothing of the real one. */
@NullMarked
package com.practice.jobflow.cli.architecture.bad.model;

import org.jspecify.annotations.NullMarked;
