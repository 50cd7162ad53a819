package com.practice.jobflow.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.bench.Figures.Figure;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesTest {
  private final Gates gates = Gates.committed(new KubernetesSerialization());

  @Test
  void acceptsWhatIsCommittedAndAWriteForEachSecondOfASlowRun() {
    assertThat(gates.grown(List.of(fan(109, 5), fan(209, 100)))).isEmpty();
  }

  @Test
  void tellsOfEachFigureThatHasGrown() {
    Figures heap =
        new Figures("heap-50x10")
            .with(Figure.STATUS_BYTES_PER_FLOW, 180)
            .with(Figure.READS_PER_JOB, 1)
            .detail("recordBytesPerJobFlow", 9000.0);
    assertThat(gates.grown(List.of(fan(209, 5), heap)))
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("fan-100: writesPerJob is 2.000"))
        .anySatisfy(line -> assertThat(line).startsWith("heap-50x10: recordBytesPerJobFlow"));
  }

  private static Figures fan(int writes, double seconds) {
    return new Figures("fan-100")
        .detail("jobs", 102)
        .detail("seconds", seconds)
        .detail("writes", writes);
  }
}
