package com.practice.jobflow.cli.schema;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled form of schemas: every distinct node once, after the nodes that it refers to.
 *
 * <p>A JobSpec stands three times in the CRDs and a container's schema three times in each, so this
 * is a fraction of the YAML, and it is read without a parser. Build and reader are of one version:
 * the form carries no version of its own.
 */
final class SchemaFormat {
  private static final int PRESERVES_UNKNOWN = 1;
  private static final int NULLABLE = 2;
  private static final int NOTHING = -1;

  private SchemaFormat() {}

  static void write(Map<String, SchemaNode> roots, DataOutputStream out) throws IOException {
    Map<SchemaNode, Integer> numbers = new LinkedHashMap<>();
    for (SchemaNode root : roots.values()) {
      number(root, numbers);
    }
    out.writeShort(numbers.size());
    for (SchemaNode node : numbers.keySet()) {
      writeNode(node, numbers, out);
    }
    out.writeShort(roots.size());
    for (Map.Entry<String, SchemaNode> root : roots.entrySet()) {
      out.writeUTF(root.getKey());
      writeReference(root.getValue(), numbers, out);
    }
  }

  static Map<String, SchemaNode> read(DataInputStream in) throws IOException {
    SchemaNode[] nodes = new SchemaNode[in.readShort()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = readNode(in, nodes);
    }
    return readReferences(in, nodes);
  }

  private static void number(SchemaNode node, Map<SchemaNode, Integer> numbers) {
    if (numbers.containsKey(node)) {
      return;
    }
    for (SchemaNode property : node.properties().values()) {
      number(property, numbers);
    }
    if (node.additional() != null) {
      number(node.additional(), numbers);
    }
    if (node.items() != null) {
      number(node.items(), numbers);
    }
    numbers.put(node, numbers.size());
  }

  private static void writeNode(
      SchemaNode node, Map<SchemaNode, Integer> numbers, DataOutputStream out) throws IOException {
    out.writeUTF(node.type().name());
    out.writeByte(
        (node.preservesUnknown() ? PRESERVES_UNKNOWN : 0) | (node.nullable() ? NULLABLE : 0));
    out.writeShort(node.properties().size());
    for (Map.Entry<String, SchemaNode> property : node.properties().entrySet()) {
      out.writeUTF(property.getKey());
      writeReference(property.getValue(), numbers, out);
    }
    writeWords(node.required(), out);
    writeReference(node.additional(), numbers, out);
    writeReference(node.items(), numbers, out);
    boolean limited = !node.limits().isNone();
    out.writeBoolean(limited);
    if (limited) {
      writeLimits(node.limits(), out);
    }
    writeWords(node.listKeys(), out);
    out.writeShort(node.defaults().size());
    for (Map.Entry<String, String> value : node.defaults().entrySet()) {
      out.writeUTF(value.getKey());
      out.writeUTF(value.getValue());
    }
  }

  private static SchemaNode readNode(DataInputStream in, SchemaNode[] nodes) throws IOException {
    SchemaType type = SchemaType.valueOf(in.readUTF());
    int flags = in.readByte();
    return new SchemaNode(
        type,
        (flags & PRESERVES_UNKNOWN) != 0,
        (flags & NULLABLE) != 0,
        readReferences(in, nodes),
        readWords(in),
        readReference(in, nodes),
        readReference(in, nodes),
        in.readBoolean() ? readLimits(in) : ValueLimits.NONE,
        readWords(in),
        readDefaults(in));
  }

  private static void writeLimits(ValueLimits limits, DataOutputStream out) throws IOException {
    writeWords(limits.words(), out);
    out.writeUTF(limits.format());
    out.writeUTF(limits.pattern());
    out.writeDouble(limits.minimum() == null ? Double.NaN : limits.minimum());
    out.writeDouble(limits.maximum() == null ? Double.NaN : limits.maximum());
    out.writeInt(limits.least());
    out.writeInt(limits.most());
  }

  private static ValueLimits readLimits(DataInputStream in) throws IOException {
    return new ValueLimits(
        readWords(in),
        in.readUTF(),
        in.readUTF(),
        readBound(in),
        readBound(in),
        in.readInt(),
        in.readInt());
  }

  private static @Nullable Double readBound(DataInputStream in) throws IOException {
    double bound = in.readDouble();
    return Double.isNaN(bound) ? null : Double.valueOf(bound);
  }

  private static Map<String, SchemaNode> readReferences(DataInputStream in, SchemaNode[] nodes)
      throws IOException {
    int size = in.readShort();
    if (size == 0) {
      return Map.of();
    }
    Map<String, SchemaNode> references = new LinkedHashMap<>(size * 2);
    for (int i = 0; i < size; i++) {
      references.put(in.readUTF(), nodes[in.readShort()]);
    }
    return references;
  }

  private static Map<String, String> readDefaults(DataInputStream in) throws IOException {
    int size = in.readShort();
    if (size == 0) {
      return Map.of();
    }
    Map<String, String> defaults = new HashMap<>();
    for (int i = 0; i < size; i++) {
      defaults.put(in.readUTF(), in.readUTF());
    }
    return defaults;
  }

  private static void writeReference(
      @Nullable SchemaNode node, Map<SchemaNode, Integer> numbers, DataOutputStream out)
      throws IOException {
    Integer number = node == null ? null : numbers.get(node);
    out.writeShort(number == null ? NOTHING : number);
  }

  private static @Nullable SchemaNode readReference(DataInputStream in, SchemaNode[] nodes)
      throws IOException {
    int number = in.readShort();
    return number == NOTHING ? null : nodes[number];
  }

  private static void writeWords(List<String> words, DataOutputStream out) throws IOException {
    out.writeShort(words.size());
    for (String word : words) {
      out.writeUTF(word);
    }
  }

  private static List<String> readWords(DataInputStream in) throws IOException {
    int size = in.readShort();
    if (size == 0) {
      return List.of();
    }
    List<String> words = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      words.add(in.readUTF());
    }
    return words;
  }
}
