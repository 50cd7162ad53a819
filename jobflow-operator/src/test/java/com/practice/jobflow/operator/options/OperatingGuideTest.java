package com.practice.jobflow.operator.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.plan.FlowReason;
import com.practice.jobflow.k8s.memory.Trouble;
import com.practice.jobflow.k8s.translate.status.Reasons;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operating.md says what the program does: no list in it is longer or shorter than ours. */
class OperatingGuideTest {
  private static final Path GUIDE = Path.of("../docs/operating.md");
  private static final Path SOURCES = Path.of("../jobflow-k8s/src/main/java");
  private static final Pattern NOTICE =
      Pattern.compile("Notice\\.(?:normal|warning)\\(\\s*(\"\\w+\"|\\w+(?:\\.\\w+)?)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void everyOptionHasItsRow() throws IOException {
    List<String> rows = Arrays.stream(Setting.values()).map(OperatingGuideTest::row).toList();

    assertThat(rows(section("Options"))).filteredOn(row -> row.startsWith("| `--")).isEqualTo(rows);
  }

  @Test
  void everyMetricOfOursIsThere() throws IOException {
    Set<String> exposed =
        Files.readAllLines(
                Path.of("src/test/resources/com/practice/jobflow/operator/metrics/metrics.txt"))
            .stream()
            .map(line -> line.split(" ", 2)[0])
            .filter(name -> !name.startsWith("jvm_") && !name.startsWith("process_"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named(section("Metrics"), "\\| `.*"))
        .filteredOn(name -> !name.endsWith("_*"))
        .filteredOn(name -> name.contains("_") && !name.startsWith("/"))
        .containsExactlyInAnyOrderElementsOf(exposed);
  }

  @Test
  void everyReasonOfAConditionIsThere() throws IOException {
    Set<String> reasons = constants(Reasons.class);
    reasons.addAll(constants(Trouble.class));
    reasons.remove(Trouble.INVALID_TEMPLATE);
    // where there is no status to read, the reconcile says so itself
    reasons.add("Unreadable");

    assertThat(
            rows(section("Conditions")).stream()
                .filter(row -> row.contains("` / `") || row.contains("False / `"))
                .map(row -> row.replaceFirst(".* / `(\\w+)`.*", "$1")))
        .containsExactlyInAnyOrderElementsOf(reasons);
  }

  @Test
  void everyReasonOfAFlowIsThere() throws IOException {
    Set<String> reasons =
        Arrays.stream(FlowReason.values())
            .map(FlowReason::wire)
            .collect(Collectors.toCollection(TreeSet::new));
    reasons.add(Trouble.INVALID_TEMPLATE);

    assertThat(
            rows(section("Conditions")).stream()
                .filter(row -> row.matches("\\| `\\w+` \\|.*"))
                .map(row -> row.replaceFirst("\\| `(\\w+)`.*", "$1")))
        .containsExactlyInAnyOrderElementsOf(reasons);
  }

  @Test
  void everyEventIsThere() throws IOException {
    Set<String> events = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        NOTICE
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1))
            .forEach(events::add);
      }
    }

    assertThat(events.stream().map(OperatingGuideTest::value))
        .containsExactlyInAnyOrderElementsOf(named(section("Events"), "\\| `.*"));
  }

  private static String row(Setting setting) {
    return Stream.of(
            "`" + setting.flag() + "=" + setting.label() + "`",
            "`" + setting.variable() + "`",
            setting.fallbackInWords(),
            setting.description())
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** A literal, or the name of a constant that has the word in it. */
  private static String value(String source) {
    if (source.startsWith("\"")) {
      return source.substring(1, source.length() - 1);
    }
    return Arrays.stream(source.substring(source.indexOf('.') + 1).split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static Set<String> constants(Class<?> type) {
    Set<String> values = new TreeSet<>();
    for (Field field : type.getFields()) {
      try {
        values.add((String) field.get(null));
      } catch (IllegalAccessException hidden) {
        throw new AssertionError(hidden);
      }
    }
    return values;
  }

  /** What stands in code type in the first cell of the rows. */
  private static List<String> named(String section, String like) {
    List<String> names = new ArrayList<>();
    for (String row : rows(section)) {
      if (row.matches(like)) {
        CODE.matcher(row.substring(2, row.indexOf(" | ", 2)))
            .results()
            .map(found -> found.group(1))
            .forEach(names::add);
      }
    }
    return names;
  }

  private static List<String> rows(String section) {
    return section.lines().filter(line -> line.startsWith("| ")).toList();
  }

  private static String section(String heading) throws IOException {
    String guide = Files.readString(GUIDE);
    int from = guide.indexOf("\n## " + heading + "\n");
    assertThat(from).as(heading).isPositive();
    int to = guide.indexOf("\n## ", from + 1);
    return guide.substring(from, to < 0 ? guide.length() : to);
  }
}
