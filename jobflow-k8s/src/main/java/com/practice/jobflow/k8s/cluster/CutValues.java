package com.practice.jobflow.k8s.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads values of no particular type and cuts what is nested so deeply that whoever writes or
 * converts it later would exhaust its stack; enough is left to see that it was too deep.
 */
final class CutValues extends StdDeserializer<Object> {
  /** More than any reader of ours accepts, and less than Jackson's writers do. */
  private static final int DEEPEST = 120;

  CutValues() {
    super(Object.class);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    return value(parser, 0);
  }

  private static @Nullable Object value(JsonParser parser, int depth) {
    JsonToken token = parser.currentToken();
    if (token.isStructStart() && depth == DEEPEST) {
      parser.skipChildren();
      return "cut";
    }
    return switch (token) {
      case START_OBJECT -> mapping(parser, depth);
      case START_ARRAY -> list(parser, depth);
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
      default -> parser.getString();
    };
  }

  private static Map<String, @Nullable Object> mapping(JsonParser parser, int depth) {
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      mapping.put(name, value(parser, depth + 1));
    }
    return mapping;
  }

  private static List<@Nullable Object> list(JsonParser parser, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser, depth + 1));
    }
    return list;
  }
}
