/**
 * Answers probes and scrapes over HTTP.
 *
 * <p>Must not know what is healthy or what is measured: it is given checks and a page.
 */
@NullMarked
package com.practice.jobflow.operator.health;

import org.jspecify.annotations.NullMarked;
