package com.practice.jobflow.cli.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds values from the parser's events, one document after another.
 *
 * <p>From events and not from the library's own nodes, because those are built without a bound on
 * depth, drop duplicate keys and know YAML 1.2 only.
 */
final class DocumentReader {
  static final int MOST_LEVELS = 100;
  // Far above what people write by hand, far below what hurts: a manifest of 1.5 MiB has 100,000.
  static final long MOST_VALUES_BY_ALIAS = 200_000;

  private final Source source;
  private final List<Diagnostic> diagnostics;
  private final ParserImpl parser;
  private final int lineOffset;
  private final Map<Anchor, @Nullable Value> anchors = new HashMap<>();
  private long aliased;

  /** Reads the text, which is the source's from the line after {@code lineOffset} on. */
  DocumentReader(Source source, String text, int lineOffset, List<Diagnostic> diagnostics) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    this.source = source;
    this.diagnostics = diagnostics;
    this.lineOffset = lineOffset;
    this.parser = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** A document that cannot be read any further. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Refused(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  /** Returns the next document's value; null after the last. */
  @Nullable Value next() {
    Event event = parser.next();
    while (event.getEventId() != Event.ID.DocumentStart) {
      if (event.getEventId() == Event.ID.StreamEnd) {
        return null;
      }
      event = parser.next();
    }
    anchors.clear();
    aliased = 0;
    return value(parser.next(), 1);
  }

  private Value value(Event event, int level) {
    if (level > MOST_LEVELS) {
      throw new Refused(
          at(event, Code.TOO_DEEP, "nested more than " + MOST_LEVELS + " levels deep"));
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), null);
    }
    Value value;
    if (event instanceof ScalarEvent scalar) {
      value = scalar(scalar);
    } else {
      refuseTag((CollectionStartEvent) event);
      value = event instanceof MappingStartEvent ? mapping(event, level) : sequence(event, level);
    }
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), value);
    }
    return value;
  }

  private Value alias(AliasEvent event) {
    Anchor anchor = event.getAlias();
    Value value = anchors.get(anchor);
    if (value == null) {
      boolean within = anchors.containsKey(anchor);
      throw new Refused(
          at(
              event,
              within ? Code.ALIAS : Code.SYNTAX,
              within
                  ? "alias *" + anchor + " stands within the value that it names"
                  : "no anchor &" + anchor + " stands before this alias"));
    }
    aliased += value.weight();
    if (aliased > MOST_VALUES_BY_ALIAS) {
      throw new Refused(
          at(event, Code.ALIAS, "aliases blow this document up to more than 200,000 values"));
    }
    return value;
  }

  private Value sequence(Event start, int level) {
    List<Value> items = new ArrayList<>();
    long weight = 1;
    for (Event event = parser.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = parser.next()) {
      Value item = value(event, level + 1);
      weight += item.weight();
      items.add(item);
    }
    return new SequenceValue(items, weight, line(start), column(start));
  }

  private Value mapping(Event start, int level) {
    Map<String, MappingValue.Entry> entries = new LinkedHashMap<>();
    List<MappingValue> merged = new ArrayList<>();
    for (Event event = parser.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = parser.next()) {
      Value key = value(event, level + 1);
      Event valueEvent = parser.next();
      Value value = value(valueEvent, level + 1);
      if (isMerge(event)) {
        merge(value, valueEvent, merged);
        continue;
      }
      MappingValue.Entry entry =
          new MappingValue.Entry(keyText(key, event), value, line(event), column(event));
      MappingValue.Entry first = entries.putIfAbsent(entry.key(), entry);
      if (first != null) {
        diagnostics.add(
            new Diagnostic(
                Code.DUPLICATE_KEY,
                new Location(source.name(), entry.line(), entry.column()),
                entry.key().length(),
                "",
                "key \"" + entry.key() + "\" is already given at line " + first.line()));
      }
    }
    for (MappingValue from : merged) {
      for (MappingValue.Entry entry : from.entries()) {
        entries.putIfAbsent(entry.key(), entry);
      }
    }
    List<MappingValue.Entry> all = new ArrayList<>(entries.values());
    long weight = 1;
    for (MappingValue.Entry entry : all) {
      weight += 1 + entry.value().weight();
    }
    return new MappingValue(all, weight, line(start), column(start));
  }

  private static boolean isMerge(Event key) {
    return key instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().equals("<<");
  }

  private void merge(Value value, Event event, List<MappingValue> merged) {
    if (value instanceof MappingValue mapping) {
      merged.add(mapping);
      return;
    }
    if (value instanceof SequenceValue sequence) {
      for (Value item : sequence.items()) {
        if (item instanceof MappingValue mapping) {
          merged.add(mapping);
        } else {
          throw new Refused(notMergeable(event));
        }
      }
      return;
    }
    throw new Refused(notMergeable(event));
  }

  private Diagnostic notMergeable(Event event) {
    return at(event, Code.NOT_JSON, "the merge key << takes a mapping or a list of mappings");
  }

  private String keyText(Value key, Event event) {
    if (key instanceof ScalarValue scalar && !scalar.isNull()) {
      return scalar.kind() == ScalarValue.Kind.STRING ? scalar.text() : scalar.canonical();
    }
    throw new Refused(at(event, Code.NOT_JSON, "a key has to be text"));
  }

  private ScalarValue scalar(ScalarEvent event) {
    String text = event.getValue();
    int line = line(event);
    int column = column(event);
    String tag = event.getTag().orElse("");
    if (tag.equals("!") || tag.equals("tag:yaml.org,2002:str")) {
      return Scalars.string(text, true, line, column);
    }
    if (isForeign(tag)) {
      passOver(tag, event);
      return Scalars.string(text, true, line, column);
    }
    if (tag.isEmpty() && !event.isPlain()) {
      return Scalars.string(text, true, line, column);
    }
    if (Scalars.isBeyondJson(text)) {
      throw new Refused(at(event, Code.NOT_JSON, text + " is no number in Kubernetes"));
    }
    ScalarValue value = Scalars.plain(text, line, column);
    if (!tag.isEmpty() && !tagFits(tag, value.kind())) {
      throw new Refused(
          at(event, Code.NOT_JSON, "tag " + shortTag(tag) + " does not fit this value"));
    }
    return value;
  }

  private static boolean tagFits(String tag, ScalarValue.Kind kind) {
    return switch (shortTag(tag)) {
      case "!!int" -> kind == ScalarValue.Kind.INTEGER;
      case "!!float" -> kind == ScalarValue.Kind.INTEGER || kind == ScalarValue.Kind.NUMBER;
      case "!!bool" -> kind == ScalarValue.Kind.BOOLEAN;
      case "!!null" -> kind == ScalarValue.Kind.NULL;
      default -> false;
    };
  }

  private void refuseTag(CollectionStartEvent event) {
    String tag = shortTag(event.getTag().orElse("!"));
    if (isForeign(tag)) {
      passOver(tag, event);
      return;
    }
    String own = event instanceof MappingStartEvent ? "!!map" : "!!seq";
    if (!tag.equals("!") && !tag.equals(own)) {
      throw new Refused(at(event, Code.NOT_JSON, "tag " + tag + " does not fit this value"));
    }
  }

  /** Reads on as Kubernetes does, so that what else is wrong is found as well. */
  private void passOver(String tag, Event event) {
    diagnostics.add(
        at(event, Code.FOREIGN_TAG, "tag " + tag + " means nothing to Kubernetes; delete it"));
  }

  private static boolean isForeign(String tag) {
    return !tag.isEmpty() && !tag.equals("!") && !shortTag(tag).startsWith("!!");
  }

  private static String shortTag(String tag) {
    return tag.startsWith("tag:yaml.org,2002:")
        ? "!!" + tag.substring("tag:yaml.org,2002:".length())
        : tag;
  }

  private Diagnostic at(Event event, Code code, String message) {
    return new Diagnostic(
        code, new Location(source.name(), line(event), column(event)), 1, "", message);
  }

  private int line(Event event) {
    return mark(event).getLine() + 1 + lineOffset;
  }

  private static int column(Event event) {
    return mark(event).getColumn() + 1;
  }

  private static Mark mark(Event event) {
    return event.getStartMark().orElseThrow();
  }
}
