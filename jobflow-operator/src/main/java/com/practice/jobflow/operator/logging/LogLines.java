package com.practice.jobflow.operator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.practice.jobflow.operator.logging.LogSettings.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Makes one line of each event: what happened, then what it happened to, by names. Logback's own
 * JSON has each event's facts in three places and its exceptions as trees.
 */
final class LogLines extends EncoderBase<ILoggingEvent> {
  /** A container's log breaks lines of more than 16 KiB. */
  private static final int LONGEST_MESSAGE = 4096;

  private static final int LONGEST_VALUE = 1024;
  private static final int LONGEST_STACK = 6000;
  private static final int MOST_FRAMES = 40;
  private static final int MOST_CAUSES = 5;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Format format;

  LogLines(Format format) {
    this.format = format;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    if (format == Format.JSON) {
      json(line, event);
    } else {
      text(line, event);
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void text(StringBuilder line, ILoggingEvent event) {
    String logger = event.getLoggerName();
    line.append(time(event)).append(' ').append(event.getLevel());
    line.append(event.getLevel().levelStr.length() == 4 ? "  " : " ");
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
    Escaping.plain(line, message(event), LONGEST_MESSAGE);
    facts(event)
        .forEach(
            (key, value) -> {
              line.append(' ');
              Escaping.plain(line, key, LONGEST_VALUE);
              line.append('=');
              String text = String.valueOf(value);
              if (text.isEmpty() || text.chars().anyMatch(c -> c == ' ' || c == '"')) {
                Escaping.json(line, text, LONGEST_VALUE);
              } else {
                Escaping.plain(line, text, LONGEST_VALUE);
              }
            });
    if (event.getThrowableProxy() != null) {
      line.append(" error=");
      Escaping.json(line, error(event.getThrowableProxy()), LONGEST_VALUE);
      line.append(" stack=");
      Escaping.json(line, stack(event.getThrowableProxy()), LONGEST_STACK);
    }
  }

  private static void json(StringBuilder line, ILoggingEvent event) {
    line.append('{');
    field(line, "time", time(event), LONGEST_VALUE);
    field(line, "level", event.getLevel().levelStr, LONGEST_VALUE);
    field(line, "logger", event.getLoggerName(), LONGEST_VALUE);
    field(line, "message", message(event), LONGEST_MESSAGE);
    facts(event).forEach((key, value) -> field(line, key, value, LONGEST_VALUE));
    if (event.getThrowableProxy() != null) {
      field(line, "error", error(event.getThrowableProxy()), LONGEST_VALUE);
      field(line, "stack", stack(event.getThrowableProxy()), LONGEST_STACK);
    }
    line.append('}');
  }

  private static void field(StringBuilder line, String key, Object value, int limit) {
    if (line.length() > 1) {
      line.append(',');
    }
    Escaping.json(line, key, LONGEST_VALUE);
    line.append(':');
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      line.append(value);
    } else {
      Escaping.json(line, String.valueOf(value), limit);
    }
  }

  private static String time(ILoggingEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
  }

  private static String message(ILoggingEvent event) {
    return Secrets.hide(String.valueOf(event.getFormattedMessage()));
  }

  /** What it happened to: the context of the thread first, then what the event says. */
  private static Map<String, Object> facts(ILoggingEvent event) {
    Map<String, Object> facts = new LinkedHashMap<>();
    event.getMDCPropertyMap().forEach((key, value) -> facts.put(key, hidden(value)));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        facts.put(pair.key, hidden(pair.value));
        if (pair.value instanceof Number || pair.value instanceof Boolean) {
          facts.put(pair.key, pair.value);
        }
      }
    }
    return facts;
  }

  private static String hidden(@Nullable Object value) {
    return Secrets.hide(String.valueOf(value));
  }

  private static String error(IThrowableProxy thrown) {
    return thrown.getMessage() == null
        ? thrown.getClassName()
        : thrown.getClassName() + ": " + Secrets.hide(thrown.getMessage());
  }

  private static String stack(IThrowableProxy thrown) {
    StringBuilder stack = new StringBuilder();
    IThrowableProxy cause = thrown;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (depth > 0) {
        stack.append(" caused by ").append(error(cause));
      }
      StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
      for (int i = 0; i < Math.min(frames.length - cause.getCommonFrames(), MOST_FRAMES); i++) {
        stack.append(i == 0 && depth == 0 ? "" : " | ").append(frames[i].getStackTraceElement());
      }
      cause = cause.getCause();
    }
    return stack.toString();
  }
}
