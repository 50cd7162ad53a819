/** Offenders that the rules must find: they imitate a command and know nothing of the real one. */
@NullMarked
package com.practice.jobflow.cli.architecture.bad.cli.command;

import org.jspecify.annotations.NullMarked;
