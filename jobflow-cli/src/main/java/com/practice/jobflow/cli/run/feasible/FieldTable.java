package com.practice.jobflow.cli.run.feasible;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What becomes of every field of a JobSpec, as {@code fields.txt} beside this class says. */
final class FieldTable {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Map<String, Rule> rules = new HashMap<>();

  /**
   * One line of the table.
   *
   * @param verdict {@code run}, {@code walk}, {@code quiet}, {@code note}, {@code refuse}, or the
   *     name of a check after a question mark
   * @param why the reason for a refusal; empty for other verdicts
   */
  record Rule(String verdict, String why) {}

  private FieldTable() {}

  static FieldTable of(Isolation isolation) {
    FieldTable table = new FieldTable();
    for (String line : text().lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] columns = BLANKS.split(line.trim(), 4);
        String verdict = columns[isolation == Isolation.NONE ? 1 : 2];
        table.rules.put(columns[0], new Rule(verdict, columns.length > 3 ? columns[3] : ""));
      }
    }
    return table;
  }

  /** Returns the rule for a field; null for one that the table does not know. */
  @Nullable Rule rule(String parent, String key) {
    String known = parent.replace("initContainers[]", "containers[]");
    String field = key.equals("initContainers") ? "containers" : key;
    Rule own = rules.get(known.isEmpty() ? field : known + "." + field);
    return own == null ? rules.get(known + ".*") : own;
  }

  private static String text() {
    try (InputStream in = FieldTable.class.getResourceAsStream("fields.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
