package com.practice.jobflow.cli.manifest;

/**
 * One document of a file, or one item of a {@code List} in it.
 *
 * @param source the file
 * @param root the document's mapping
 */
public record Document(Source source, MappingValue root) {
  /** Returns the value's place. */
  public Location locationOf(Value value) {
    return new Location(source.name(), value.line(), value.column());
  }

  /** Returns the place of the field on this path, or of its nearest ancestor that exists. */
  public Location locate(String path) {
    return locationOf(FieldPath.walk(root, path).value());
  }
}
