/**
 * The rules of the house as tests, each with a small offender that it must find. They know the
 * packages of all modules and nothing of what is in them.
 */
@NullMarked
package com.practice.jobflow.cli.architecture;

import org.jspecify.annotations.NullMarked;
