package com.practice.jobflow.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.bench.Figures.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void takesOfSeveralRoundsTheNumbersInTheMiddleAndOfTheRestTheLast() {
    Figures middle =
        Figures.middle(
            List.of(
                round(9, List.of(1.0, 9.0), 10, "a"),
                round(1, List.of(3.0, 4.0), 30, "b"),
                round(2, List.of(2.0, 5.0), 20, "c")));

    assertThat(middle.shape()).isEqualTo("chain");
    assertThat(middle.get(Figure.EDGE_P50_RATIO)).hasValue(2.0);
    assertThat(middle.get(Figure.RSS_MIB)).isEmpty();
    assertThat(middle.details())
        .containsEntry("seconds", 2.5)
        .containsEntry("quantiles", List.of(2.0, 5.0))
        .containsEntry("jobs", 20)
        .containsEntry("requests", "c")
        .containsEntry("rounds", 3);
  }

  @Test
  void passesOverARoundThatHasNoSuchFigure() {
    Figures none = round(Double.NaN, List.of(1.0), 1, "a");
    Figures some = round(4, List.of(1.0), 1, "a");

    assertThat(Figures.middle(List.of(none, some, some)).get(Figure.EDGE_P50_RATIO)).hasValue(4.0);
    assertThat(Figures.middle(List.of(some))).isSameAs(some);
  }

  private static Figures round(double ratio, List<Double> quantiles, int jobs, String requests) {
    return new Figures("chain")
        .with(Figure.EDGE_P50_RATIO, ratio)
        .detail("seconds", ratio + 0.5)
        .detail("quantiles", quantiles)
        .detail("jobs", jobs)
        .detail("requests", requests);
  }
}
