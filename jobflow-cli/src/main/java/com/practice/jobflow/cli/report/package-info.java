/**
 * Prints diagnostics: for people, for programs, for code hosts.
 *
 * <p>It must not know how they came about.
 */
@NullMarked
package com.practice.jobflow.cli.report;

import org.jspecify.annotations.NullMarked;
