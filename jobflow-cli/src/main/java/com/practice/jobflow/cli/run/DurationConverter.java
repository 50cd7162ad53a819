package com.practice.jobflow.cli.run;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 500ms}. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|[smh]))+");
  // A clock in nanoseconds ends after 292 years.
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smh])");

  @Override
  public Duration convert(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no duration: write numbers with their units, such as 5s, 10m or 1h30m");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
              });
    }
    if (sum.isZero() || sum.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'" + text + "' is no time to wait for: it must be more than 0 and at most 87600h");
    }
    return sum;
  }
}
