package com.practice.jobflow.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.bench.Figures.Figure;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void takesOfSeveralRoundsTheNumbersInTheMiddleAndOfTheRestTheLast() {
    Figures middle =
        Figures.middle(List.of(round(9, 10, "a"), round(1, 30, "b"), round(2, 20, "c")));

    assertThat(middle.shape()).isEqualTo("chain");
    assertThat(middle.get(Figure.EDGE_P50_RATIO)).hasValue(2.0);
    assertThat(middle.get(Figure.RSS_MIB)).isEmpty();
    assertThat(middle.details())
        .containsEntry("seconds", 2.5)
        .containsEntry("jobs", 20)
        .containsEntry("requests", "c")
        .containsEntry("rounds", 3);
  }

  @Test
  void passesOverARoundThatHasNoSuchFigure() {
    Figures none = round(Double.NaN, 1, "a");
    Figures some = round(4, 1, "a");

    assertThat(Figures.middle(List.of(none, some, some)).get(Figure.EDGE_P50_RATIO)).hasValue(4.0);
    assertThat(Figures.middle(List.of(some))).isSameAs(some);
  }

  @Test
  void takesTheMiddleOfTheRoundsOfItsP50AndTheEdgesOfAllOfThemForItsP99() {
    Figures middle =
        Figures.middle(List.of(edges(500, 10, 1), edges(500, 30, 2), edges(500, 100, 5)));

    assertThat(middle.get(Figure.EDGE_P50_RATIO)).hasValue(15.0);
    assertThat(middle.get(Figure.EDGE_P99_RATIO)).hasValue(20.0);
    assertThat(middle.details()).containsEntry("edges", 1500);
    assertThat(edges(999, 10, 1).get(Figure.EDGE_P99_RATIO)).isEmpty();
  }

  private static Figures edges(int count, double milliseconds, double floor) {
    return new Figures("chain")
        .edges(
            Distribution.of(Collections.nCopies(count, milliseconds)),
            Distribution.of(Collections.nCopies(count, floor)));
  }

  private static Figures round(double ratio, int jobs, String requests) {
    return new Figures("chain")
        .with(Figure.EDGE_P50_RATIO, ratio)
        .detail("seconds", ratio + 0.5)
        .detail("jobs", jobs)
        .detail("requests", requests);
  }
}
