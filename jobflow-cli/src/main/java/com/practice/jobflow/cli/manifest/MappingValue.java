package com.practice.jobflow.cli.manifest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping from text to values, in the order of its keys in the document. */
public final class MappingValue implements Value {
  // Below this a search is as quick as a hash table, and most mappings of a manifest are below.
  private static final int FEW = 8;

  private final List<Entry> entries;
  private final Map<String, Entry> byKey;
  private final long weight;
  private final int line;
  private final int column;

  MappingValue(List<Entry> entries, long weight, int line, int column) {
    this.entries = List.copyOf(entries);
    this.byKey = entries.size() > FEW ? index(entries) : Map.of();
    this.weight = weight;
    this.line = line;
    this.column = column;
  }

  /**
   * A key and its value.
   *
   * @param line the key's line, from 1
   * @param column the key's column, from 1
   */
  public record Entry(String key, Value value, int line, int column) {}

  /** Returns all entries in order, each key once. */
  public List<Entry> entries() {
    return entries;
  }

  /** Returns the entry of this key; null where there is none. */
  public @Nullable Entry entry(String key) {
    if (entries.size() > FEW) {
      return byKey.get(key);
    }
    for (Entry entry : entries) {
      if (entry.key.equals(key)) {
        return entry;
      }
    }
    return null;
  }

  /** Returns the value of this key; null where the key is absent or its value is null. */
  public @Nullable Value get(String key) {
    Entry entry = entry(key);
    if (entry == null || (entry.value instanceof ScalarValue scalar && scalar.isNull())) {
      return null;
    }
    return entry.value;
  }

  /** Returns the text of this key; null where it is absent or no scalar. */
  public @Nullable String text(String key) {
    return get(key) instanceof ScalarValue scalar ? scalar.text() : null;
  }

  /** Returns the mapping of this key; null where it is absent or something else. */
  public @Nullable MappingValue mapping(String key) {
    return get(key) instanceof MappingValue mapping ? mapping : null;
  }

  /** Returns the items of this key; empty where it is absent or no list. */
  public List<Value> items(String key) {
    return get(key) instanceof SequenceValue sequence ? sequence.items() : List.of();
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public int column() {
    return column;
  }

  @Override
  public long weight() {
    return weight;
  }

  @Override
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Entry entry : entries) {
      plain.put(entry.key, entry.value.plain());
    }
    return plain;
  }

  private static Map<String, Entry> index(List<Entry> entries) {
    Map<String, Entry> byKey = new HashMap<>(entries.size() * 2);
    for (Entry entry : entries) {
      byKey.put(entry.key, entry);
    }
    return byKey;
  }
}
