/**
 * The drawing of a JobFlow: boxes and lines in characters, SVG and PNG, or text for other tools.
 *
 * <p>Knows nothing of clusters and of runs, and loads the layout and picture libraries only when a
 * drawing needs them.
 */
@NullMarked
package com.practice.jobflow.cli.graph;

import org.jspecify.annotations.NullMarked;
