package com.practice.jobflow.cli.schema;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The compiled schemas of our kinds. Immutable and thread-safe. */
public final class Schemas {
  /** Where the build puts the compiled schemas, next to this class. */
  static final String RESOURCE = "schemas.bin";

  private final Map<String, SchemaNode> byKind;

  private Schemas(Map<String, SchemaNode> byKind) {
    this.byKind = byKind;
  }

  /** Reads the schemas that the build compiled. */
  public static Schemas load() {
    try (InputStream stream = Schemas.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("the build left out " + RESOURCE);
      }
      return new Schemas(SchemaFormat.read(new DataInputStream(new BufferedInputStream(stream))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schemas of(Map<String, SchemaNode> byKind) {
    return new Schemas(byKind);
  }

  /** Returns the schema of a whole object of this kind. */
  SchemaNode of(String kind) {
    SchemaNode schema = byKind.get(kind);
    if (schema == null) {
      throw new IllegalArgumentException("no schema of kind " + kind);
    }
    return schema;
  }
}
