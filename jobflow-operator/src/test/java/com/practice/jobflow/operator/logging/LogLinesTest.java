package com.practice.jobflow.operator.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.practice.jobflow.operator.logging.LogSettings.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class LogLinesTest {
  private static final Logger LOGGER = new LoggerContext().getLogger("com.practice.Thing");

  @Test
  void aLineForPeopleBeginsWithTimeLevelAndWho() {
    LoggingEvent event = event("Completed: all done", null, Map.of("jobflow", "team/etl"));
    event.addKeyValuePair(new KeyValuePair("reason", "Completed"));
    event.addKeyValuePair(new KeyValuePair("note", "two words"));

    assertThat(line(Format.TEXT, event))
        .isEqualTo(
            "2026-11-22T21:00:00.007Z INFO  Thing: Completed: all done jobflow=team/etl"
                + " reason=Completed note=\"two words\"\n");
  }

  @Test
  void aLineForMachinesIsFlatJson() {
    LoggingEvent event = event("says \"hello\" \\ 你好", null, Map.of("jobflow", "team/etl"));
    event.addKeyValuePair(new KeyValuePair("count", 7));
    event.addKeyValuePair(new KeyValuePair("nothing", null));

    assertThat(parsed(event))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "time", "2026-11-22T21:00:00.007Z",
                "level", "INFO",
                "logger", "com.practice.Thing",
                "message", "says \"hello\" \\ 你好",
                "jobflow", "team/etl",
                "count", 7,
                "nothing", "null"));
  }

  @ParameterizedTest
  @EnumSource
  void nothingFromOutsideEndsALineOrSteersATerminal(Format format) {
    String hostile = "a\nb\r\u001b[31mc\u0007\u0000\u0085\u009b\u2028\u202e\ud800z\u007f";
    LoggingEvent event =
        event(
            hostile,
            new IllegalStateException(hostile),
            Map.of("jobflow", hostile, hostile, "key"));
    event.addKeyValuePair(new KeyValuePair("value", hostile));

    String line = line(format, event);

    assertThat(line).endsWith("\n");
    assertThat(line.strip().codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c == 0x2028 || c == 0x202e || (c >= 0xd800 && c < 0xe000));
    assertThat(line).contains("a\\nb\\u000d\\u001b[31mc");
  }

  @Test
  void hostileTextComesBackWholeFromJson() {
    String hostile = "a\nb\r\u001b[31mc\u0085\u202e\"\\";

    assertThat(parsed(event(hostile, null, Map.of()))).containsEntry("message", hostile);
  }

  @ParameterizedTest
  @EnumSource
  void noLineIsLongerThanAContainersLogKeepsWhole(Format format) {
    String endless = "x".repeat(100_000);
    LoggingEvent event =
        event(
            endless,
            new IllegalStateException(endless, new IllegalStateException(endless)),
            Map.of("jobflow", endless));

    assertThat(line(format, event)).hasSizeLessThan(16 * 1024).contains("more characters)");
  }

  @Test
  void anExceptionIsOnTheSameLineWithItsCauses() {
    Exception cause = new IllegalArgumentException("inner");
    Map<String, Object> line =
        parsed(event("failed", new IllegalStateException("outer", cause), Map.of()));

    assertThat(line).containsEntry("error", "java.lang.IllegalStateException: outer");
    assertThat(line.get("stack").toString())
        .startsWith(LogLinesTest.class.getName() + ".anExceptionIsOnTheSameLine")
        .contains(" caused by java.lang.IllegalArgumentException: inner");
  }

  private static LoggingEvent event(String message, Throwable thrown, Map<String, String> context) {
    LoggingEvent event = new LoggingEvent("", LOGGER, Level.INFO, message, thrown, null);
    event.setInstant(Instant.parse("2026-11-22T21:00:00.007Z"));
    event.setMDCPropertyMap(context);
    return event;
  }

  private static Map<String, Object> parsed(LoggingEvent event) {
    return new JsonMapper()
        .readValue(line(Format.JSON, event), new TypeReference<Map<String, Object>>() {});
  }

  private static String line(Format format, LoggingEvent event) {
    return new String(new LogLines(format).encode(event), StandardCharsets.UTF_8);
  }
}
