package com.practice.jobflow.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random values that a CRD's schema admits, extreme ones and unknown fields among them. */
final class RandomInstances {
  private static final List<String> TEXTS =
      List.of("", "a", "0", "true", "null", "1e3", "~", "ü 語\u0000\uffff", "x".repeat(300));
  private static final List<String> QUANTITIES =
      List.of("0", "-1", "+.5", "1.", "100m", "1Ki", "1e3", "1E-9", "123456789012345678901Gi");

  private final Random random;

  RandomInstances(long seed) {
    random = new Random(seed);
  }

  @Nullable Object of(Map<?, ?> schema) {
    if (schema.get("enum") instanceof List<?> allowed) {
      return pick(allowed);
    }
    if (schema.get("x-kubernetes-int-or-string") != null) {
      return random.nextBoolean() ? number(schema) : pick(TEXTS);
    }
    if (schema.get("type") == null) {
      return quantity();
    }
    return switch ((String) schema.get("type")) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "string" -> text(schema);
      case "integer" -> number(schema);
      case "number" -> random.nextDouble();
      default -> random.nextBoolean();
    };
  }

  private Map<String, Object> object(Map<?, ?> schema) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
      properties.forEach(
          (name, property) -> {
            if (required.contains(name) || random.nextInt(4) == 0) {
              object.put((String) name, of((Map<?, ?>) property));
            }
          });
      if (random.nextInt(4) == 0) {
        object.put("fieldOfANewerRelease", anything());
      }
    } else if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      object.put(pick(TEXTS), of(values));
    }
    return object;
  }

  private List<Object> array(Map<?, ?> schema) {
    List<Object> entries = new ArrayList<>();
    int least = schema.get("minItems") == null ? 0 : 1;
    for (int count = least + random.nextInt(2); count > 0; count--) {
      entries.add(of((Map<?, ?>) schema.get("items")));
    }
    return entries;
  }

  private String text(Map<?, ?> schema) {
    if ("date-time".equals(schema.get("format"))) {
      return random.nextBoolean() ? "2026-11-22T10:00:00Z" : "2026-11-22T10:00:00.123456+01:00";
    }
    return schema.get("pattern") == null && schema.get("minLength") == null
        ? pick(TEXTS)
        : "a-" + random.nextInt(100);
  }

  private long number(Map<?, ?> schema) {
    boolean narrow = !"int64".equals(schema.get("format"));
    long least = narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long most = narrow ? Integer.MAX_VALUE : Long.MAX_VALUE;
    long minimum = schema.get("minimum") instanceof Number number ? number.longValue() : least;
    long maximum = schema.get("maximum") instanceof Number number ? number.longValue() : most;
    return random.nextInt(3) == 0 ? minimum : random.nextBoolean() ? maximum : minimum + 1;
  }

  private @Nullable Object quantity() {
    return switch (random.nextInt(4)) {
      case 0 -> 0.5;
      case 1 -> random.nextLong();
      default -> pick(QUANTITIES);
    };
  }

  private @Nullable Object anything() {
    return switch (random.nextInt(5)) {
      case 0 -> null;
      case 1 -> 0.5;
      case 2 -> random.nextBoolean();
      case 3 -> List.of(1, "a");
      default -> Map.of("a", 1);
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
