package com.practice.jobflow.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader that the metrics are held against finds what is wrong. */
class ExpositionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a_total x\n# TYPE a_total counter\na_total 1",
        "# HELP a_total x\n# TYPE a_total counter\na_total -1\n",
        "# HELP a_total x\n# TYPE a_total gauge\na_total 1\n",
        "# HELP a x\n# TYPE a counter\na 1\n",
        "# TYPE a gauge\na 1\n",
        "# HELP a x\na 1\n",
        "# HELP a x\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"1\",b} 2\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"\"\"} 2\n",
        "# HELP a x\n# TYPE a gauge\na one\n",
        "# HELP a x\n# TYPE a gauge\na 1\nb 2\n",
        "# HELP a x\n# TYPE a gauge\n# TYPE a counter\na 1\n",
        "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_count 1\n",
        "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 2\n"
      })
  void whatIsWrongIsFound(String page) {
    assertThat(Exposition.parse(page).problems()).isNotEmpty();
  }
}
