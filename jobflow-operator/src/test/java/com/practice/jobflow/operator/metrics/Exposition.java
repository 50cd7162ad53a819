package com.practice.jobflow.operator.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page in Prometheus' text format, read as strictly as its own checker does. */
public final class Exposition {
  private static final Pattern META =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([^ ]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(,|$)");
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Exposition() {}

  /** Reads a page; what is wrong with it is among its {@link #problems}. */
  public static Exposition parse(String page) {
    Exposition exposition = new Exposition();
    if (!page.endsWith("\n")) {
      exposition.problems.add("the last line has no end");
    }
    page.lines().filter(line -> !line.isEmpty()).forEach(exposition::line);
    exposition.families.values().forEach(exposition::check);
    return exposition;
  }

  /** Returns what Prometheus or its checker would not like; empty if all is well. */
  public List<String> problems() {
    return problems;
  }

  /** Returns each family's name, type and labels, in alphabetical order. */
  public List<String> outline() {
    return families.values().stream().map(Family::outline).sorted().toList();
  }

  /**
   * Returns the value of a sample.
   *
   * @param sample with its labels in alphabetical order, such as {@code x_total{a="1",b="2"}}
   */
  public Optional<Double> value(String sample) {
    return families.values().stream()
        .flatMap(family -> family.samples.entrySet().stream())
        .filter(each -> each.getKey().equals(sample))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns all samples whose names with labels begin like this. */
  public Map<String, Double> samples(String beginning) {
    return families.values().stream()
        .flatMap(family -> family.samples.entrySet().stream())
        .filter(each -> each.getKey().startsWith(beginning))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void line(String line) {
    Matcher meta = META.matcher(line);
    if (meta.matches()) {
      Family family = families.computeIfAbsent(meta.group(2), Family::new);
      if (!family.samples.isEmpty()) {
        problems.add("its samples come before: " + line);
      }
      boolean first = (meta.group(1).equals("HELP") ? family.help : family.type).add(meta.group(3));
      if (!first || family.help.size() > 1 || family.type.size() > 1) {
        problems.add("said twice: " + line);
      }
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    if (line.startsWith("#") || !sample.matches()) {
      problems.add("cannot be read: " + line);
      return;
    }
    sample(line, sample.group(1), sample.group(2) == null ? "" : sample.group(2), sample.group(3));
  }

  private void sample(String line, String name, String labelText, String value) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(labelText);
    int end = 0;
    while (label.find() && label.start() == end) {
      labels.put(label.group(1), label.group(2));
      end = label.end();
    }
    if (end != labelText.length()) {
      problems.add("labels cannot be read: " + line);
    }
    Family family = families.get(familyName(name));
    if (family == null) {
      problems.add("of no family: " + line);
      return;
    }
    try {
      double number = Double.parseDouble(value.replace("+Inf", "Infinity"));
      if (family.samples.put(name + text(labels), number) != null) {
        problems.add("twice: " + line);
      }
      family.labels.addAll(labels.keySet());
    } catch (NumberFormatException noNumber) {
      problems.add("no number: " + line);
    }
  }

  private String familyName(String sample) {
    if (families.containsKey(sample)) {
      return sample;
    }
    return sample.replaceFirst("_(bucket|sum|count)$", "");
  }

  private void check(Family family) {
    String type = String.join(",", family.type);
    if (!TYPES.contains(type)) {
      problems.add(family.name + " has the type " + type);
    }
    if (family.help.isEmpty()) {
      problems.add(family.name + " has no help");
    }
    if (type.equals("counter") != family.name.endsWith("_total")) {
      problems.add(family.name + " is a " + type);
    }
    if (type.equals("counter") && family.samples.values().stream().anyMatch(value -> value < 0)) {
      problems.add(family.name + " is negative");
    }
    if (type.equals("histogram")) {
      checkHistogram(family);
    }
  }

  private void checkHistogram(Family family) {
    Map<String, Double> last = new LinkedHashMap<>();
    family.samples.forEach(
        (sample, value) -> {
          if (sample.startsWith(family.name + "_bucket")) {
            String series = sample.replaceFirst(",le=\"[^\"]*\"|le=\"[^\"]*\",?", "");
            if (last.getOrDefault(series, 0.0) > value) {
              problems.add(sample + " is less than the bucket before");
            }
            last.put(series, value);
          } else if (sample.startsWith(family.name + "_count")) {
            String series = sample.replace("_count", "_bucket");
            double all = last.getOrDefault(series, last.getOrDefault(series + "{}", -1.0));
            if (all != value) {
              problems.add(sample + " is not what its last bucket says");
            }
          }
        });
  }

  private static String text(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static final class Family {
    private final String name;
    private final Set<String> help = new TreeSet<>();
    private final Set<String> type = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    private Family(String name) {
      this.name = name;
    }

    private String outline() {
      String said = name + " " + String.join(",", type);
      return labels.isEmpty() ? said : said + " " + String.join(",", labels);
    }
  }
}
