/**
 * Completion scripts for shells, made of the commands' own model.
 *
 * <p>It must not know any command by name.
 */
@NullMarked
package com.practice.jobflow.cli.completion;

import org.jspecify.annotations.NullMarked;
