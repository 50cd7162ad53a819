package com.practice.jobflow.cli.run.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
  private static final Map<String, String> VARIABLES =
      Map.of("A", "a", "B", "b b", "EMPTY", "", "REF", "$(A)", "odd.name-1", "odd");

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain | plain",
        "$(A) | a",
        "x$(A)y$(B)z | xayb bz",
        "$(EMPTY)x | x",
        "$(odd.name-1) | odd",
        "$(UNKNOWN) | $(UNKNOWN)",
        "$$(A) | $(A)",
        "$$$(A) | $a",
        "$$$$(A) | $$(A)",
        "$$ | $",
        "$ | $",
        "a$ | a$",
        "$A | $A",
        "${A} | ${A}",
        "$(A | $(A",
        "$( | $(",
        "$() | $()",
        "$(REF) | $(A)",
        "$((A)) | $((A))",
        "$(A)) | a)",
        "$(UNKNOWN)$(A) | $(UNKNOWN)a",
        "$(date) costs $$5 | $(date) costs $5",
      })
  void expandsAsKubernetesDoes(String written, String expected) {
    assertThat(Expansion.expand(written, VARIABLES)).isEqualTo(expected);
  }
}
