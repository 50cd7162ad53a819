package com.practice.jobflow.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.Main;
import com.practice.jobflow.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCommandTest {
  private static final String EXAMPLE = "../yaml/example.yaml";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void drawsTheExampleAndSumsItUp() {
    assertThat(graph(EXAMPLE)).isZero();

    assertThat(out())
        .isEqualTo(
            """
            ┌──────┐        ┌──────┐
            │ job1 │        │ job4 │
            └───┬──┘        └───┬──┘
            ┌───┴─────┐         │
            │         ▼         │
            │     ┌──────┐      │
            │     │ job2 │      │
            │     └───┬──┘      │
            └──┐ ┌────┴────┐ ┌──┘
               ▼ ▼         ▼ ▼
            ┌──────┐    ┌──────┐
            │ job3 │    │ job5 │
            └──────┘    └──────┘
            """);
    assertThat(err())
        .isEqualToIgnoringNewLines(
            "5 flows, 5 edges, depth 3, width 2, longest path job1 > job2 > job3");
  }

  @Test
  void leavesOutWhatALongerPathImplies() {
    assertThat(graph(EXAMPLE, "--reduce", "--ascii", "--critical-path")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            +======+        +------+
            # job1 #        | job4 |
            +===+==+        +---+--+
                v               |
            +======+            |
            # job2 #            |
            +===+==+            |
                +----------+ +--+
                v          v v
            +======+    +------+
            # job3 #    | job5 |
            +======+    +------+
            """);
    assertThat(err()).startsWith("5 flows, 4 edges");
  }

  @Test
  void coloursTheCriticalPathOnATerminalThatTakesColours() {
    Console terminal = Console.terminal(in(""), out, err, 80);

    assertThat(Main.run(terminal, "graph", EXAMPLE, "--critical-path")).isZero();

    assertThat(out()).contains("\u001b[1;33m┃ job1 ┃\u001b[0m");
  }

  @Test
  void fallsBackToAsciiOnATerminalOfAnotherCharacterSet() {
    Console terminal =
        Console.terminal(in(""), out, err, 80).withEnvironment(Map.of("LANG", "en_US.ISO-8859-1"));

    assertThat(Main.run(terminal, "graph", EXAMPLE)).isZero();

    assertThat(out()).isASCII().contains("| job1 |");
  }

  @Test
  void listsWhatDoesNotFitAndSaysWhy() {
    assertThat(graph(EXAMPLE, "--width", "20")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            1   job1
                job4
            2   job2 <- job1
            3   job3 <- job1,
                    job2
                job5 <- job4,
                    job2
            """);
    assertThat(err()).contains("the drawing needs 22 columns, there are 20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90s", "1m30s", "PT90S", "90", "'90'", "0.025h", "1.5m", "90000ms"})
  void takesDurationsAsPeopleWriteThem(String duration) throws IOException {
    Path durations = file("durations.yaml", "job4: " + duration + "\njob5: 1h\n");

    int status = graph(EXAMPLE, "--critical-path", "--durations", durations.toString());

    assertThat(status).as(err()).isZero();
    assertThat(out()).contains("1m30s");
    assertThat(err()).contains("longest path job4 > job5 (1h1m30s)");
  }

  @Test
  void refusesDurationsOfUnknownFlowsAndOfNoSenseAllAtOnce() throws IOException {
    Path durations = file("durations.yaml", "jbo1: 1s\njob2: soon\njob3: -5\njob4: [1]\n");

    assertThat(graph(EXAMPLE, "--durations", durations.toString())).isEqualTo(1);

    assertThat(out()).isEmpty();
    assertThat(err())
        .contains(
            durations + ":1:1: error: there is no flow \"jbo1\"; did you mean \"job1\"?",
            durations + ":2:1: error: \"soon\" is no duration for job2",
            durations + ":3:1: error: \"-5\" is no duration for job3",
            durations + ":4:1: error: \"\" is no duration for job4");
  }

  @Test
  void reportsGraphProblemsAsValidateDoes() throws IOException {
    Path manifest =
        file(
            "cycle.yaml",
            """
            apiVersion: api.practice.com/v1alpha1
            kind: JobFlow
            metadata: {name: cycle}
            spec:
              flows:
              - {name: a, dependencies: [b], jobTemplateRef: t}
              - {name: b, dependencies: [a], jobTemplateRef: t}
            """);

    assertThat(graph(manifest.toString())).isEqualTo(1);

    assertThat(out()).isEmpty();
    assertThat(err()).contains("cycle: a -> b -> a");
  }

  @Test
  void drawsEveryJobFlowOfAFileOrTheOneThatIsNamed() throws IOException {
    String one = Files.readString(Path.of(EXAMPLE));
    Path both = file("both.yaml", one + "---\n" + one.replace("jobflow-example", "other"));

    assertThat(graph(both.toString())).isZero();
    assertThat(out()).startsWith("jobflow-example\n\n").contains("\nother\n\n");

    assertThat(graph(both.toString(), "-o", "svg")).isEqualTo(2);
    assertThat(err()).contains("has jobflow-example, other: choose by --name");

    assertThat(graph(both.toString(), "-o", "svg", "--name", "other")).isZero();
    assertThat(graph(both.toString(), "--name", "third")).isEqualTo(2);
  }

  @Test
  void writesTheFormatThatTheFilesNameAsksFor() throws IOException {
    Path svg = folder.resolve("graph.svg");
    Path png = folder.resolve("graph.png");

    assertThat(graph(EXAMPLE, "--to", svg.toString())).isZero();
    assertThat(graph(EXAMPLE, "--to", png.toString())).isZero();

    assertThat(out()).isEmpty();
    assertThat(svg).content().startsWith("<svg ").endsWith("</svg>\n");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(300);
  }

  @Test
  void saysInOneLineThatAFileCannotBeWritten() {
    Path target = folder.resolve("no/such/folder/graph.svg");

    assertThat(graph(EXAMPLE, "--to", target.toString())).isEqualTo(1);

    assertThat(err().lines())
        .containsExactly("cannot write " + target + ": there is no such directory");
  }

  @Test
  void refusesFilesWhoseNamesSayNothingOrSomethingElse() {
    Path unknown = folder.resolve("graph.xyz");
    assertThat(graph(EXAMPLE, "--to", unknown.toString())).isEqualTo(2);
    assertThat(err()).contains(".xyz", ".svg, .png");

    Path other = folder.resolve("graph.PNG");
    assertThat(graph(EXAMPLE, "-o", "svg", "--to", other.toString())).isEqualTo(2);
    assertThat(err()).startsWith("-o svg does not go into a file that ends in .png");
    assertThat(folder).isEmptyDirectory();

    assertThat(graph(EXAMPLE, "-o", "svg", "--to", unknown.toString())).isZero();
    assertThat(graph(EXAMPLE, "--to", folder.resolve("graph").toString())).isZero();
    assertThat(folder.resolve("graph")).content().contains("job1");
  }

  @Test
  void writesNoPictureOnATerminal() {
    Console terminal = Console.terminal(in(""), out, err, 80);

    assertThat(Main.run(terminal, "graph", EXAMPLE, "-o", "png")).isEqualTo(2);

    assertThat(err()).startsWith("a PNG is nothing for a terminal");
  }

  @Test
  void writesJsonOfAPromisedShape() {
    assertThat(graph("../yaml/examples/finally.yaml", "-o", "json")).isZero();

    assertThat(out())
        .contains(
            "\"name\": \"finally\"",
            "{\"name\": \"alarm\", \"layer\": 5, \"finally\": true, \"note\": \"when Failed\","
                + " \"critical\": true}",
            "{\"from\": \"extract\", \"to\": \"load\", \"label\": \"\", \"critical\": true}",
            "\"criticalPath\": [\"extract\", \"load\", \"report\", \"clean-up\", \"alarm\"]");
  }

  @Test
  void drawsThousandsOfFlowsForOtherToolsAndRefusesAPictureOfThem() throws IOException {
    StringBuilder manifest = new StringBuilder();
    manifest.append("apiVersion: api.practice.com/v1alpha1\nkind: JobFlow\n");
    manifest.append("metadata: {name: fan}\nspec:\n  flows:\n");
    manifest.append("  - {name: root, jobTemplateRef: t}\n");
    for (int i = 0; i < 5_000; i++) {
      manifest.append("  - {name: f").append(i);
      manifest.append(", dependencies: [root], jobTemplateRef: t}\n");
    }
    String file = file("fan.yaml", manifest.toString()).toString();

    for (String format : new String[] {"dot", "mermaid", "json", "text"}) {
      assertThat(graph(file, "-o", format)).as(format).isZero();
    }
    assertThat(graph(file, "-o", "svg")).isEqualTo(1);

    assertThat(err()).contains("5000 of them side by side");
  }

  private int graph(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "graph";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    out.reset();
    err.reset();
    return Main.run(Console.of(in(""), out, err), all);
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
