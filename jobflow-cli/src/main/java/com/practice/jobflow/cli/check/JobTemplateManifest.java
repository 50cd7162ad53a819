package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.Location;
import java.util.Optional;

/**
 * One JobTemplate of the input.
 *
 * @param namespace its namespace, empty if none is written
 */
public record JobTemplateManifest(Document document, String name, Optional<String> namespace) {
  /** Returns the place of the field on this path, or of its nearest ancestor that is written. */
  public Location locate(String path) {
    return document.locate(path);
  }
}
