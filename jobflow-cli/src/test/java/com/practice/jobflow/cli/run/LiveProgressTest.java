package com.practice.jobflow.cli.run;

import static com.practice.jobflow.cli.run.VirtualRun.NO_WISHES;
import static com.practice.jobflow.cli.run.VirtualRun.flows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveProgressTest {
  private static final String ESCAPES = "\u001b\\[[?\\d;]*[a-zA-Z]";

  @TempDir private Path folder;

  @Test
  void showsALineForEachFlowWithStateTimeAndItsPartOfTheRun() throws Exception {
    String talk =
        talk(
            60,
            flows(
                "first | 2, 0",
                "second | 2, 4 | dependencies: [first]",
                "third | 1, 0 | dependencies: [second]"));

    assertThat(lastPicture(talk))
        .containsExactly(
            "test  Failed  3/3  00:04",
            "✔ first   Succeeded  00:02  ████████████···········",
            "✖ second  Failed     00:02  ············███████████  exit 4",
            "- third   Skipped           FailFast: flow \"second\" failed");
  }

  @Test
  void neverWritesMoreColumnsOrLinesThanTheTerminalHas() throws Exception {
    String[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> "a-flow-with-quite-a-long-name-" + i + " | " + (i + 1) + ", 0")
            .toArray(String[]::new);

    String talk = talk(40, flows(many));

    assertThat(pictures(talk)).allSatisfy(picture -> assertThat(picture).hasSizeLessThan(24));
    assertThat(talk.replaceAll(ESCAPES, "").split("[\r\n]"))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
    assertThat(talk).contains("… ");
  }

  @Test
  void drawsInPlaceAndGivesTheCursorBack() throws Exception {
    String talk = talk(60, flows("a | 3, 0"));

    assertThat(talk).startsWith("\u001b[?25l").endsWith("\u001b[?25h").contains("\u001b[2A");
    assertThat(talk.split("\u001b\\[\\?25l", -1)).hasSize(2);
  }

  @Test
  void tellsOfAFailureAboveTheFlows() throws Exception {
    String talk = talk(60, flows("a | 1, 4", "b | 3, 0"));

    assertThat(talk.replaceAll(ESCAPES, "")).contains("\ra: exit 4\ntest  ");
  }

  private String talk(int width, String yaml) throws Exception {
    return new VirtualRun(yaml, NO_WISHES).onTerminal(width).in(folder).talk();
  }

  private static List<String> lastPicture(String talk) {
    List<List<String>> pictures = pictures(talk);
    return pictures.get(pictures.size() - 1);
  }

  private static List<List<String>> pictures(String talk) {
    List<List<String>> pictures = new ArrayList<>();
    for (String picture : talk.split("\u001b\\[J", -1)) {
      String text = picture.replaceAll(ESCAPES, "").replace("\r", "");
      if (text.contains("test  ")) {
        pictures.add(Arrays.stream(text.split("\n")).map(String::stripTrailing).toList());
      }
    }
    return pictures;
  }
}
