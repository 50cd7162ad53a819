package com.practice.jobflow.k8s.translate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as Kubernetes writes them: RFC 3339 in UTC, in whole seconds. */
public final class Times {
  private Times() {}

  /** Returns the time as it is written, cut to whole seconds. */
  public static String write(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Returns the time that is written; {@code null} if there is none, or none that can be read. */
  public static @Nullable Instant read(@Nullable String time) {
    try {
      return time == null ? null : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
