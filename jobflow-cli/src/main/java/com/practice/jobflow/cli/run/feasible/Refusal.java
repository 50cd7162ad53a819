package com.practice.jobflow.cli.run.feasible;

import com.practice.jobflow.cli.manifest.Location;

/**
 * A field that cannot be honoured here.
 *
 * @param location where it is written, or what it is missing in
 * @param length how many characters of the line are meant
 * @param path the field within its document
 * @param message one line: what, why, and what to do
 */
public record Refusal(Location location, int length, String path, String message) {}
