/**
 * Manifests as text: files, documents, the values in them and where each stands.
 *
 * <p>It must not know what a JobFlow is, nor any schema, nor how diagnostics are printed.
 */
@NullMarked
package com.practice.jobflow.cli.manifest;

import org.jspecify.annotations.NullMarked;
