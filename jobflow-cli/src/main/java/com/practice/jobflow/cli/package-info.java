/**
 * The command line {@code jobflow}: its commands, exit codes and console.
 *
 * <p>It must not know how manifests are read or checked, nor how flows are decided: commands call
 * one method of the packages beneath and print what it answers.
 */
@NullMarked
package com.practice.jobflow.cli;

import org.jspecify.annotations.NullMarked;
