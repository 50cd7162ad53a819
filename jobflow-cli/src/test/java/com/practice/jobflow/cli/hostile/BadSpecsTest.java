package com.practice.jobflow.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.manifest.Code;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadSpecsTest {
  private static final int MANIFESTS = 1_000;

  @Test
  void startsFromManifestsThatAreValid() {
    for (long seed = 0; seed < 200; seed++) {
      Map<String, Object> valid = ValidSpecs.any(new Random(seed));
      Tree.map(valid.get("metadata")).put("name", "valid");

      DeskVerdict verdict = DeskVerdict.of(ManifestText.of(valid));

      assertThat(verdict.codes()).as(ManifestText.of(valid)).isEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void hasAnAnswerToWhateverIsWrong(long seed) {
    Map<Code, Integer> counts = new EnumMap<>(Code.class);

    for (int i = 0; i < MANIFESTS; i++) {
      Map<String, Object> manifest = BadSpecs.of(seed * 1_000_000 + i, "s-" + i);
      DeskVerdict.of(ManifestText.of(manifest))
          .codes()
          .forEach(code -> counts.merge(code, 1, Integer::sum));
    }

    assertThat(counts).hasSizeGreaterThan(20);
  }
}
