package com.practice.jobflow.k8s.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT-3S, 0s",
    "PT0.9S, 0s",
    "PT59S, 59s",
    "PT60S, 1m",
    "PT3M12S, 3m12s",
    "PT59M59.9S, 59m59s",
    "PT2H, 2h",
    "PT2H0M5S, 2h",
    "PT2H5M59S, 2h5m",
    "PT24H, 1d",
    "P3DT4H30M, 3d4h"
  })
  void saysASpanInTwoUnits(Duration span, String words) {
    assertThat(Times.span(span)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T10:00:09Z",
        "2024-02-29T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "2026-11-22T10:00:09.123456Z",
        "2026-11-22T10:00:09+01:00",
        "2026-11-22T10:00Z"
      })
  void readsATimeAsTheGeneralParserDoes(String time) {
    assertThat(Times.read(time)).isEqualTo(OffsetDateTime.parse(time).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:00:60Z",
        "2026-11-22t1O:00:09Z"
      })
  void readsNoTimeWhereThereIsNone(String text) {
    assertThat(Times.read(text)).isNull();
  }
}
