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
                ┏━━━━━━┓    ┌──────┐
                ┃ job1 ┃    │ job4 │
                ┗━━━┳━━┛    └───┬──┘
            ┌───────┨           │
            │       ▼           │
            │   ┏━━━━━━┓        │
            │   ┃ job2 ┃        │
            │   ┗━━━┳━━┛        │
            └──┐ ┏━━┹──────┐ ┌──┘
               ▼ ▼         ▼ ▼
            ┏━━━━━━┓    ┌──────┐
            ┃ job3 ┃    │ job5 │
            ┗━━━━━━┛    └──────┘
            """);
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
