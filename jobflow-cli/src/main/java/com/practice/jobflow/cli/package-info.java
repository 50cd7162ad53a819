/**
 * The command line {@code jobflow}: where it starts and which commands it has.
 *
 * <p>It must not know how manifests are read or checked, nor how flows are decided: commands call
 * one method of the packages beneath and print what it answers. Nothing beneath knows it.
 */
@NullMarked
package com.practice.jobflow.cli;

import org.jspecify.annotations.NullMarked;
