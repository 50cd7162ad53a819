/**
 * The CRDs' structural schemas, compiled at build time, and the check of values against them.
 *
 * <p>It must not know what the fields mean: no flow, no Job, no file.
 */
@NullMarked
package com.practice.jobflow.cli.schema;

import org.jspecify.annotations.NullMarked;
