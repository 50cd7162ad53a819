package com.practice.jobflow.operator.preflight;

/**
 * A right to do something with the objects of a kind.
 *
 * @param namespace where; empty for everywhere
 * @param group the API group
 * @param resource such as {@code jobs} or {@code jobflows/status}
 * @param name of the one object that it is about; empty for any
 * @param verb what to do
 */
record Right(String namespace, String group, String resource, String name, String verb) {
  /** Returns what the verb is done to, as people read it. */
  String object() {
    return resource
        + (name.isEmpty() ? "" : " " + name)
        + (group.isEmpty() ? "" : " (" + group + ")")
        + " in "
        + (namespace.isEmpty() ? "all namespaces" : "namespace " + namespace);
  }
}
