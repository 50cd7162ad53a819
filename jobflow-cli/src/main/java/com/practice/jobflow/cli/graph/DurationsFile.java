package com.practice.jobflow.cli.graph;

import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.ManifestReader;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.schema.Spelling;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long flows take, from a file that maps names to durations. */
final class DurationsFile {
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d+(?:\\.\\d+)?)d)?(?:(\\d+(?:\\.\\d+)?)h)?(?:(\\d+(?:\\.\\d+)?)m)?"
              + "(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+(?:\\.\\d+)?)ms)?");
  private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

  /** Whatever takes longer is a slip, and a sum of many would leave the range of a number. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Map<String, Duration> durations = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private DurationsFile() {}

  /**
   * Reads the file.
   *
   * @param flows every name that may be in it
   */
  static DurationsFile read(String file, InputStream standardInput, Collection<String> flows) {
    DurationsFile durations = new DurationsFile();
    ManifestReader reader = new ManifestReader(standardInput);
    reader.read(file);
    for (Diagnostic diagnostic : reader.diagnostics()) {
      durations.problems.add(diagnostic.location() + ": error: " + diagnostic.message());
    }
    for (Document document : reader.documents()) {
      for (MappingValue.Entry entry : document.root().entries()) {
        durations.entry(file, entry, flows);
      }
    }
    return durations;
  }

  private void entry(String file, MappingValue.Entry entry, Collection<String> flows) {
    String place = file + ":" + entry.line() + ":" + entry.column() + ": error: ";
    if (!flows.contains(entry.key())) {
      problems.add(
          place + "there is no flow \"" + entry.key() + "\"" + Spelling.hint(entry.key(), flows));
      return;
    }
    String text = entry.value() instanceof ScalarValue scalar ? scalar.text() : "";
    Duration duration = parse(text);
    if (duration == null) {
      problems.add(
          place
              + "\""
              + text
              + "\" is no duration for "
              + entry.key()
              + "; write 90s, 1m30s, 2h, PT90S or a number of seconds");
    } else {
      durations.put(entry.key(), duration);
    }
  }

  /** Returns the durations that could be read. */
  FlowWeights weights() {
    return new FlowWeights(durations, true);
  }

  /** Returns one line for each thing that is wrong, with its place. */
  List<String> problems() {
    return problems;
  }

  /** Returns the duration; null if the text is none, or one below 0 or above 100 years. */
  static @Nullable Duration parse(String text) {
    Duration duration;
    try {
      duration = text.startsWith("P") ? Duration.parse(text) : fromUnits(text);
    } catch (RuntimeException e) {
      return null;
    }
    boolean sensible =
        duration != null && !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
    return sensible ? duration : null;
  }

  private static @Nullable Duration fromUnits(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.matches("\\d+(\\.\\d+)?")) {
      plain += "s";
    }
    Matcher units = UNITS.matcher(plain);
    if (plain.isEmpty() || !units.matches()) {
      return null;
    }
    BigDecimal millis = BigDecimal.ZERO;
    for (int unit = 0; unit < MILLIS.length; unit++) {
      String number = units.group(unit + 1);
      if (number != null) {
        millis = millis.add(new BigDecimal(number).multiply(BigDecimal.valueOf(MILLIS[unit])));
      }
    }
    return Duration.ofMillis(millis.longValue());
  }
}
