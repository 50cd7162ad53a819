package com.practice.jobflow.k8s.translate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as Kubernetes writes them: RFC 3339 in UTC, in whole seconds. */
public final class Times {
  private static final String PLAIN = "0000-00-00T00:00:00Z";

  private Times() {}

  /** Returns the time as it is written, cut to whole seconds. */
  public static String write(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Returns how long something took, for people, as {@code 3m12s}: two units, rounded down. */
  public static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (days > 0) {
      return words(days, "d", hours % 24, "h");
    }
    return hours > 0
        ? words(hours, "h", minutes % 60, "m")
        : words(minutes, "m", seconds % 60, "s");
  }

  private static String words(long large, String unit, long small, String smaller) {
    if (large == 0) {
      return small + smaller;
    }
    return large + unit + (small == 0 ? "" : small + smaller);
  }

  /** Returns the time that is written; {@code null} if there is none, or none that can be read. */
  public static @Nullable Instant read(@Nullable String time) {
    try {
      if (time == null) {
        return null;
      }
      return isPlain(time)
          ? LocalDateTime.of(
                  number(time, 0, 4),
                  number(time, 5, 7),
                  number(time, 8, 10),
                  number(time, 11, 13),
                  number(time, 14, 16),
                  number(time, 17, 19))
              .toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /**
   * Returns whether it looks as all times do that Kubernetes or we write. A status has two for each
   * flow and is read at each step of a run, so the general parser would take a twentieth of all.
   */
  private static boolean isPlain(String time) {
    if (time.length() != PLAIN.length()) {
      return false;
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char present = time.charAt(i);
      boolean fits =
          PLAIN.charAt(i) == '0' ? present >= '0' && present <= '9' : present == PLAIN.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int number(String time, int from, int to) {
    return Integer.parseInt(time, from, to, 10);
  }
}
