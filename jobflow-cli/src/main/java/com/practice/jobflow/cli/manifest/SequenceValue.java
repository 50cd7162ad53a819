package com.practice.jobflow.cli.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * A list.
 *
 * @param items its values in order
 */
public record SequenceValue(List<Value> items, long weight, int line, int column) implements Value {
  public SequenceValue {
    items = List.copyOf(items);
  }

  @Override
  public List<Object> plain() {
    List<Object> plain = new ArrayList<>(items.size());
    for (Value item : items) {
      plain.add(item.plain());
    }
    return plain;
  }
}
