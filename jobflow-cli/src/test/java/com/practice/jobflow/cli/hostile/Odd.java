package com.practice.jobflow.cli.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values that nobody should write, and some that look so and are fine. */
final class Odd {
  private static final String ESCAPE = "\u001b[31m";
  private static final String BACKWARDS = "\u202eevil";

  private static final List<String> TYPED =
      List.of(
          "yes",
          "No",
          "on",
          "Off",
          "y",
          "N",
          "~",
          "null",
          "Null",
          "",
          "010",
          "0o10",
          "0x1F",
          "0b11",
          "1_000",
          "+5",
          "-0",
          "1e3",
          "1e+3",
          "1.5e-3",
          ".5",
          "2.0",
          "5.",
          "-.5",
          "0.0",
          "12:30",
          "190:20:30",
          "2026-01-01",
          "2026-01-01T00:00:00Z",
          "'single'",
          "'it''s'",
          "\"a\\tb\"",
          "\"\\x41\"",
          "\"\\e[1m\"",
          "True",
          "TRUE",
          "tRUE",
          "0",
          "1",
          "=",
          "!!str 5",
          "!!int 5",
          "!!int '5'",
          "!!bool yes",
          "!!float 1",
          "!custom x",
          "99999999999999999999",
          "18446744073709551615",
          "9223372036854775808",
          "-9223372036854775808",
          "1e400",
          "a b",
          "a: b",
          "<<",
          "08",
          "09",
          "0777",
          "-010",
          "+0x10",
          "1__0",
          "_1",
          "1_",
          "0_1");

  /** A field and its value. */
  record Field(String key, Object value) {}

  private Odd() {}

  static Object value(Random random) {
    return switch (random.nextInt(16)) {
      case 0 -> -1;
      case 1 -> 0;
      case 2 -> 1 + random.nextInt(5);
      case 3 -> Integer.MAX_VALUE + (long) random.nextInt(3);
      case 4 -> Long.MAX_VALUE;
      case 5 -> random.nextInt(2) == 0 ? 1.5 : 2.0;
      case 6 -> random.nextBoolean();
      case 7 -> "";
      case 8 -> List.of("x", "3", "true", "null", "~", "-", "1Gi").get(random.nextInt(7));
      case 9 -> ESCAPE + "red" + BACKWARDS;
      case 10 -> "long-".repeat(1 + random.nextInt(60)) + "x";
      case 11 -> new ArrayList<>();
      case 12 -> new ArrayList<>(List.of("a", "a"));
      case 13 -> ValidSpecs.map();
      case 14 -> ValidSpecs.map("name", "a", "value", 1);
      default -> "x".repeat(random.nextInt(20) == 0 ? 300_000 : 3_000);
    };
  }

  static String typed(Random random) {
    return TYPED.get(random.nextInt(TYPED.size()));
  }

  static String name(Random random) {
    List<String> names =
        List.of(
            "",
            "-",
            "a-",
            "-a",
            "A",
            "a_b",
            "a.b",
            "a b",
            "ä",
            "1",
            "0",
            "true",
            "null",
            "a--b",
            ESCAPE,
            BACKWARDS,
            "a\nb",
            "a\u0000b",
            "x".repeat(63),
            "x".repeat(64),
            "x".repeat(253),
            "x".repeat(254),
            "x".repeat(5000),
            "../../etc",
            "a/b",
            "%2e",
            "f0",
            "f1",
            "z",
            "a.Failed",
            "atLeast",
            "\ud83d\ude00",
            "a\u200b");
    return names.get(random.nextInt(names.size()));
  }

  static String expression(Random random, List<String> names) {
    StringBuilder text = new StringBuilder();
    int parts = 1 + random.nextInt(6);
    List<String> joints = List.of(" && ", " || ", "&&", " ", " & ", " and ", ", ", " !", "", " | ");
    for (int i = 0; i < parts; i++) {
      text.append(
          i == 0 ? "" : joints.get(random.nextInt(4) < 3 ? random.nextInt(3) : random.nextInt(10)));
      text.append(atom(random, names));
    }
    if (random.nextInt(8) == 0) {
      int at = random.nextInt(text.length() + 1);
      text.insert(
          at, List.of("(", ")", "!", ".", "\t", "\u0000", "&&", "$", "\"").get(random.nextInt(9)));
    }
    return text.toString();
  }

  private static String atom(Random random, List<String> names) {
    String name = names.get(random.nextInt(8) == 0 ? 0 : random.nextInt(names.size()));
    String other = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(12)) {
      case 0 -> "!" + name;
      case 1 -> "(" + name + ".Failed || " + other + ")";
      case 2 -> "atLeast(" + (random.nextInt(5) - 1) + ", " + name + ", " + other + ")";
      case 3 -> "atLeast(" + name + ")";
      case 4 ->
          name + List.of(".failed", ".Succeded", ".", ".Skipped.Failed").get(random.nextInt(4));
      case 5 -> "!".repeat(1 + random.nextInt(150)) + name;
      case 6 -> "(".repeat(1 + random.nextInt(150)) + name + ")".repeat(random.nextInt(150));
      case 7 -> "atLeast(99999999999, " + name + ")";
      default ->
          name
              + List.of("", ".Succeeded", ".Failed", ".Skipped", ".Finished")
                  .get(random.nextInt(5));
    };
  }

  static Field steering(Random random) {
    List<Object> numbers =
        List.of(-1, 0, 1, 2, Integer.MAX_VALUE, 2147483648L, Long.MAX_VALUE, 1.5, "3", true);
    Object number = numbers.get(random.nextInt(numbers.size()));
    Object word =
        List.of("Always", "Never", "failfast", "FailFast ", "", "Failed", 0, false)
            .get(random.nextInt(8));
    List<Field> fields =
        List.of(
            new Field("failurePolicy", word),
            new Field("parallelism", number),
            new Field("attempt", number),
            new Field("activeDeadlineSeconds", number),
            new Field("ttlSecondsAfterFinished", number),
            new Field("suspend", word),
            new Field("cancel", random.nextBoolean() ? number : true),
            new Field("flows", new ArrayList<>()),
            new Field("finally", random.nextBoolean() ? new ArrayList<>() : word),
            new Field("shareVolumes", ValidSpecs.list(ValidSpecs.map("name", word))),
            new Field("globalParams", globals(random, number, word)),
            new Field("flow.retry", ValidSpecs.map("limit", number)),
            new Field("flow.retry", ValidSpecs.map("limit", 1, "backoffSeconds", number)),
            new Field("flow.retry", ValidSpecs.map("limit", 1, "maxBackoffSeconds", number)),
            new Field("flow.retry", ValidSpecs.map("backoffSeconds", number)),
            new Field("flow.allowFailure", word),
            new Field("flow.when", word),
            new Field("flow.jobTemplateRef", word),
            new Field(
                "flow.shareVolumeMounts",
                ValidSpecs.list(ValidSpecs.map("name", word, "mountPath", "/m"))),
            new Field(
                "flow.shareVolumeMounts", ValidSpecs.list(ValidSpecs.map("name", "scratch"))));
    return fields.get(random.nextInt(fields.size()));
  }

  private static Map<String, Object> globals(Random random, Object number, Object word) {
    return switch (random.nextInt(5)) {
      case 0 -> ValidSpecs.map("nodeName", word);
      case 1 -> ValidSpecs.map("env", ValidSpecs.list(ValidSpecs.map("name", word, "value", "v")));
      case 2 ->
          ValidSpecs.map("env", ValidSpecs.list(ValidSpecs.map("name", "A", "value", number)));
      case 3 -> ValidSpecs.map("labels", ValidSpecs.map("team", number));
      default -> ValidSpecs.map("annotations", ValidSpecs.map(labelKey(random), word));
    };
  }

  static String labelKey(Random random) {
    List<String> keys =
        List.of(
            "ok",
            "example.com/ok",
            "",
            "/",
            "a/",
            "/a",
            "a/b/c",
            "-a",
            "a-",
            "UPPER",
            "Up.Per/a",
            "a b",
            "ä",
            "x".repeat(63),
            "x".repeat(64),
            "x".repeat(253) + "/a",
            "x".repeat(254) + "/a",
            "controller-uid",
            "job-name",
            "app.kubernetes.io/managed-by",
            "api.practice.com/flow",
            "api.practice.com/jobflow",
            "kubernetes.io/metadata.name");
    return keys.get(random.nextInt(keys.size()));
  }

  static Object labelValue(Random random) {
    List<Object> values =
        List.of(
            "",
            "ok",
            "Ok_1.2",
            "a b",
            "-a",
            "a-",
            "ä",
            "a/b",
            "x".repeat(63),
            "x".repeat(64),
            1,
            true,
            ESCAPE,
            "line\nbreak",
            "x".repeat(270_000));
    return values.get(random.nextInt(values.size()));
  }
}
