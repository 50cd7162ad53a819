package com.practice.jobflow.k8s.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
