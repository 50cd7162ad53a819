package com.practice.jobflow.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRecordTest {
  @Test
  void keepsTheTimeToLiveThatIsStillToBeSet() {
    assertThat(withheld("600")).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "", "99999999999"})
  void hasNothingToSetOnceTheAnnotationMakesNoSense(String edited) {
    assertThat(withheld(edited)).isNull();
  }

  private static @Nullable Integer withheld(String annotation) {
    return JobRecord.of(
            new JobBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("f-a")
                .withUid("u")
                .withResourceVersion("1")
                .addToAnnotations(JobRecord.WITHHELD_TTL, annotation)
                .endMetadata()
                .build())
        .withheldTtl();
  }
}
