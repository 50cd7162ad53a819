/**
 * What every command shares: the standard streams and their terminal, exit codes, the build's
 * version.
 *
 * <p>It must not know any command.
 */
@NullMarked
package com.practice.jobflow.cli.console;

import org.jspecify.annotations.NullMarked;
