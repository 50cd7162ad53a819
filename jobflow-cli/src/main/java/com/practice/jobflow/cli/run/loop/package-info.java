/**
 * One thread's queue of things to do, now or later.
 *
 * <p>It must not know what is done: neither flows nor Jobs nor processes.
 */
@NullMarked
package com.practice.jobflow.cli.run.loop;

import org.jspecify.annotations.NullMarked;
