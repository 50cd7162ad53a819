package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.engine.graph.FlowGraph;
import java.util.Optional;

/**
 * One JobFlow of the input.
 *
 * @param document where it is written
 * @param name its name; its generateName where it has only that
 * @param namespace its namespace, empty if none is written
 * @param graph its flows; empty if they are no valid graph
 */
public record JobFlowManifest(
    Document document, String name, Optional<String> namespace, Optional<FlowGraph> graph) {

  /** Returns the file as the user named it. */
  public String file() {
    return document.source().name();
  }

  /** Returns the whole document as a tree of values with their places. */
  public MappingValue root() {
    return document.root();
  }

  /**
   * Returns the place of the field on a path such as {@code
   * spec.flows[3].jobTemplate.template.spec.containers[0].image}, or of its nearest ancestor that
   * is written.
   */
  public Location locate(String path) {
    return document.locate(path);
  }
}
