package com.practice.jobflow.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextDrawingTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyLineLeadsFromItsFlowToThoseThatWaitForIt(long seed) {
    FlowPicture picture = Pictures.random(seed);

    String drawing = draw(picture, 80);

    DrawingReader read = new DrawingReader(drawing, names(picture));
    assertThat(read.boxes).as(drawing).hasSameSizeAs(picture.flows());
    assertThat(read.connections()).as(drawing).isEqualTo(dependents(picture));
    assertThat(read.touches()).as(drawing).isEmpty();
    for (DrawingReader.Box box : read.boxes) {
      assertThat(read.boxes.stream().filter(box::overlaps)).as(drawing).containsExactly(box);
    }
  }

  @Test
  void drawsTheSameTwice() {
    FlowPicture picture = Pictures.random(3);

    assertThat(draw(picture, 80)).isEqualTo(draw(picture, 80));
  }

  @Test
  void drawsHeavyWhatIsOnTheCriticalPath() {
    assertThat(draw(Pictures.example(), 80))
        .isEqualTo(
            """
            ┏━━━━━━┓        ┌──────┐
            ┃ job1 ┃        │ job4 │
            ┗━━━┳━━┛        └───┬──┘
            ┌───┺━━━━━┓         │
            │         ▼         │
            │     ┏━━━━━━┓      │
            │     ┃ job2 ┃      │
            │     ┗━━━┳━━┛      │
            └──┐ ┏━━━━┹────┐ ┌──┘
               ▼ ▼         ▼ ▼
            ┏━━━━━━┓    ┌──────┐
            ┃ job3 ┃    │ job5 │
            ┗━━━━━━┛    └──────┘
            """);
  }

  @Test
  void putsAFlowInTheMiddleOfThoseItWaitsFor() {
    FlowPicture diamond =
        Pictures.picture()
            .flow("top")
            .flow("left", "top")
            .flow("right", "top")
            .flow("bottom", "left", "right")
            .done();

    assertThat(draw(diamond, 80))
        .isEqualTo(
            """
                   ┌─────┐
                   │ top │
                   └──┬──┘
                ┌─────┴─────┐
                ▼           ▼
            ┌──────┐    ┌───────┐
            │ left │    │ right │
            └───┬──┘    └───┬───┘
                └─────┬─────┘
                      ▼
                 ┌────────┐
                 │ bottom │
                 └────────┘
            """);
  }

  @Test
  void drawsConditionsDashedWithTheirLabelsAndFinallyFlowsApart() {
    assertThat(draw(Pictures.conditions(), 80))
        .isEqualTo(
            """
            ┌─────────┐   ┌──────┐
            │ extract │   │ seed │
            └────┬────┘   └───┬──┘
                 └──────┬─────┘
                        ▼
                    ┌───────┐
                    │ clean │
                    └─┬───┬─┘
                   ┌┄┄┘   └─┐
                   ┆        │
                Failed      │
                   ▼        │
              ┌────────┐    │
              │ repair │    │
              └────┬───┘    │
                   ┆        │
               Finished     │
                   └┄┄┄┐ ┌──┘
                       ▼ ▼
                    ┌──────┐
                    │ load │
                    └──┬─┬─┘
                   ┌───┘ └┄┄┐
                   │        ┆
                   │     Failed
                   ▼        ┆
              ┌────────┐    ┆
              │ report │    ┆
              └────────┘    ┆
                            ┆
            ┈ finally ┈┈┈┈┈┈┆┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
                            ▼
                     ┌─────────────┐   ┌─────────┐
                     │   notify    │   │ cleanup │
                     │ when Failed │   └─────────┘
                     └─────────────┘
            """);
  }

  @Test
  void drawsAStageThatWaitsForAWholeStageAsOneLine() {
    Pictures stages = Pictures.picture().flow("a").flow("b").flow("c");
    for (String name : new String[] {"x", "y", "z"}) {
      stages.flow(name, "a", "b", "c");
    }

    assertThat(draw(stages.done(), 80))
        .isEqualTo(
            """
            ┌───┐   ┌───┐   ┌───┐
            │ a │   │ b │   │ c │
            └─┬─┘   └─┬─┘   └─┬─┘
              ├───────┼───────┤
              ▼       ▼       ▼
            ┌───┐   ┌───┐   ┌───┐
            │ x │   │ y │   │ z │
            └───┘   └───┘   └───┘
            """);
  }

  @Test
  void putsWhatIsNotConnectedSideBySideAsFarAsItFits() {
    assertThat(draw(Pictures.picture().flow("a").flow("b").flow("c").done(), 16))
        .isEqualTo(
            """
            ┌───┐    ┌───┐
            │ a │    │ b │
            └───┘    └───┘

            ┌───┐
            │ c │
            └───┘
            """);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyLineCanBeFollowedInANarrowDrawingToo(long seed) {
    FlowPicture picture = Pictures.random(seed);

    Grid grid = GridLayout.of(picture, 80, 1);
    String drawing = TextDrawing.of(picture, grid, LineGlyphs.UNICODE, false);

    DrawingReader read = new DrawingReader(drawing, names(picture));
    assertThat(read.connections()).as(drawing).isEqualTo(dependents(picture));
    assertThat(read.touches()).as(drawing).isEmpty();
  }

  static String draw(FlowPicture picture, int width) {
    Grid grid = GridLayout.of(picture, width, 3);
    return TextDrawing.of(picture, grid, LineGlyphs.UNICODE, false);
  }

  private static Set<String> names(FlowPicture picture) {
    return picture.flows().stream().map(DrawnFlow::name).collect(Collectors.toSet());
  }

  private static Map<String, Set<String>> dependents(FlowPicture picture) {
    Map<String, Set<String>> dependents = new TreeMap<>();
    picture.flows().forEach(flow -> dependents.put(flow.name(), new TreeSet<>()));
    for (DrawnEdge edge : picture.edges()) {
      String from = picture.flows().get(edge.from()).name();
      dependents.get(from).add(picture.flows().get(edge.to()).name());
    }
    return dependents;
  }
}
