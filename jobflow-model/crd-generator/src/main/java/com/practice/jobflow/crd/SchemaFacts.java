package com.practice.jobflow.crd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The facts that no Java type carries, by type and field; the resource's head explains its form.
 */
final class SchemaFacts {
  private static final Pattern TOKEN = Pattern.compile("([A-Za-z$]*(?:\\[])?)(.+)");

  private final Map<String, Map<String, FieldFacts>> byType = new LinkedHashMap<>();

  private SchemaFacts() {}

  static SchemaFacts load() {
    SchemaFacts facts = new SchemaFacts();
    facts.read("kubernetes-1.36.facts");
    facts.read("jobflow.facts");
    return facts;
  }

  /** Every type that a fact is known of. */
  Set<String> types() {
    return byType.keySet();
  }

  /** What is known of the fields of a type; the empty name stands for the type itself. */
  Map<String, FieldFacts> of(String type) {
    return byType.getOrDefault(type, Map.of());
  }

  private void read(String resource) {
    try (InputStream in = SchemaFacts.class.getResourceAsStream(resource)) {
      String text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void add(String line) {
    String[] words = line.trim().split(" +", -1);
    Map<String, FieldFacts> fields = new LinkedHashMap<>();
    for (int word = 1; word < words.length; word++) {
      Matcher token = TOKEN.matcher(words[word]);
      if (!token.matches()) {
        throw new IllegalArgumentException("cannot read " + words[word] + " in: " + line);
      }
      String fact = token.group(2);
      fields.merge(token.group(1), FieldFacts.NONE.and(fact), (known, added) -> known.and(fact));
    }
    if (byType.put(words[0], fields) != null) {
      throw new IllegalArgumentException("two lines for " + words[0]);
    }
  }
}
