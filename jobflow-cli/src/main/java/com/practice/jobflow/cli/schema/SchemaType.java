package com.practice.jobflow.cli.schema;

/** The types of a structural schema; ANY where it names none. */
enum SchemaType {
  ANY("any value"),
  OBJECT("a mapping"),
  ARRAY("a list"),
  STRING("text"),
  INTEGER("a whole number"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  INT_OR_STRING("a whole number or text"),
  QUANTITY("a quantity such as 500m, 0.5 or 2Gi");

  private final String words;

  SchemaType(String words) {
    this.words = words;
  }

  /** Returns what to call a value of it. */
  String words() {
    return words;
  }
}
