package com.practice.jobflow.crd;

import java.nio.file.Path;

/**
 * Where things lie in the repository, seen from this module's folder, in which Maven runs tests.
 */
final class Repository {
  static final Path YAML_FOLDER = Path.of("..", "..", "yaml");
  static final Path CRD_FOLDER = YAML_FOLDER.resolve("crd");

  private Repository() {}
}
