package com.practice.jobflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
  private static final String EXAMPLE = "../yaml/example.yaml";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Console console = Console.of(InputStream.nullInputStream(), out, err);

  @Test
  void validatesTheSeedsExample() {
    assertThat(Main.run(console, "validate", EXAMPLE)).isZero();
    assertThat(err()).startsWith("1 file, 1 JobFlow, 5 flows: ").doesNotContain("error");
  }

  @Test
  void strictLetsWarningsFail() {
    assertThat(Main.run(console, "validate", "--strict", EXAMPLE)).isEqualTo(1);
  }

  @Test
  void saysTheSameWithAndWithoutTheParser() {
    Main.run(console, "validate", EXAMPLE, "nowhere.yaml");
    String plain = out() + err();
    out.reset();
    err.reset();

    Main.run(console, "validate", "-o", "text", EXAMPLE, "nowhere.yaml");

    assertThat(out() + err()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--strikt", "-x"})
  void refusesUnknownOptions(String option) {
    assertThat(Main.run(console, "validate", option, EXAMPLE)).isEqualTo(2);
    assertThat(err()).contains("Unknown option: '" + option + "'");
    assertThat(out()).isEmpty();
  }

  @Test
  void suggestsCommands() {
    assertThat(Main.run(console, "valdate", EXAMPLE)).isEqualTo(2);
    assertThat(err()).contains("validate");
  }

  @Test
  void wantsACommandAndAnInput() {
    assertThat(Main.run(console)).isEqualTo(2);
    assertThat(Main.run(console, "validate")).isEqualTo(2);
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "graph", "run", "schema", "version", "completion"})
  void everyCommandHelpsWithExamples(String command) {
    assertThat(Main.run(console, command, "--help")).isZero();
    assertThat(out()).contains("Usage: jobflow " + command, "xamples:", "jobflow " + command);
    assertThat(err()).isEmpty();
  }

  @Test
  void readsStandardInputAndShowsPlacesOnATerminal() {
    String text = "apiVersion: api.practice.com/v1alpha1\nkind: JobFloww\n";
    console = Console.terminal(in(text), out, err, 80);

    assertThat(Main.run(console, "validate", "-")).isEqualTo(1);
    assertThat(out()).contains("\u001b[31m", "2 | \u001b[0mkind: JobFloww", "^~~~~~~~");
  }

  @Test
  void keepsColoursOffWhereTheyAreUnwanted() {
    console =
        Console.terminal(in("kind: JobFloww\n"), out, err, 80)
            .withEnvironment(Map.of("NO_COLOR", "1"));

    Main.run(console, "validate", "-");

    assertThat(out()).doesNotContain("\u001b").contains("^~~~~~~~");
  }

  @Test
  void cutsLongLinesAroundThePlace() {
    String text = "a: [" + "x, ".repeat(100) + "1], b: \"" + "\u4e2d".repeat(100) + "\"";
    console =
        Console.terminal(in("{kind: JobFlow, " + text + "}"), out, err, 60)
            .withEnvironment(Map.of("NO_COLOR", "1"));

    Main.run(console, "validate", "-");

    assertThat(out().lines().filter(line -> line.contains(" | ") || line.contains("| ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void printsJson() {
    console = Console.of(in("kind: \"Job\\tFlow\"\napiVersion: api.practice.com/v1\n"), out, err);

    assertThat(Main.run(console, "validate", "-o", "json", "-")).isEqualTo(1);

    JsonNode json = json();
    assertThat(json.get("errors").asInt()).isPositive();
    JsonNode last = json.get("diagnostics").get(json.get("diagnostics").size() - 1);
    assertThat(last.get("code").asString()).isEqualTo("JF121");
    assertThat(last.get("line").asInt()).isEqualTo(1);
    assertThat(last.get("column").asInt()).isEqualTo(7);
    assertThat(last.get("path").asString()).isEqualTo("kind");
  }

  @Test
  void printsSarif(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("a b.yaml"), "kind: JobFlow\nspec: 1\n");

    assertThat(Main.run(console, "validate", "-o", "sarif", file.toString(), "c d.yaml"))
        .isEqualTo(1);

    JsonNode run = json().get("runs").get(0);
    assertThat(json().get("version").asString()).isEqualTo("2.1.0");
    for (JsonNode result : run.get("results")) {
      JsonNode rule = run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(result.at("/message/text").asString()).isNotBlank();
    }
    assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asString())
        .startsWith("file:///")
        .endsWith("a%20b.yaml");
    assertThat(out()).contains("\"c%20d.yaml\"");
  }

  @Test
  void printsWorkflowCommandsOfGithub() {
    console = Console.of(in("kind: JobFlow\nmetadata: {name: \"50%,a:b\"}\n"), out, err);

    Main.run(console, "validate", "-o", "github", "-");

    assertThat(out())
        .contains("::error file=<stdin>,line=2,col=18,endColumn=27,title=JF124 Bad object name::")
        .contains("50%25,a:b");
  }

  @Test
  void validatesFiveThousandFlows() {
    StringBuilder text =
        new StringBuilder("apiVersion: api.practice.com/v1alpha1\nkind: JobFlow\n");
    text.append("metadata: {name: large}\nspec:\n  flows:\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("  - name: flow").append(i).append('\n');
      text.append("    dependencies: [").append(i == 0 ? "" : "flow" + (i - 1)).append("]\n");
      text.append("    jobTemplate:\n      backoffLimit: 2\n      template:\n        spec:\n");
      text.append("          containers:\n          - name: main\n            image: busybox\n");
      text.append("            command: [sh, -c, \"true\"]\n");
    }
    console = Console.of(in(text.toString()), out, err);

    assertThat(Main.run(console, "validate", "-")).isZero();
    assertThat(err()).contains("5000 flows");
  }

  @Test
  void printsTheVersion() {
    assertThat(Main.run(console, "version")).isZero();
    assertThat(out()).startsWith("jobflow ");
    out.reset();

    Main.run(console, "version", "-o", "json");
    assertThat(json().get("apiVersion").asString()).isEqualTo("api.practice.com/v1alpha1");
    out.reset();

    assertThat(Main.run(console, "--version")).isZero();
    assertThat(out()).startsWith("jobflow ");
  }

  @Test
  void printsSchemas() {
    assertThat(Main.run(console, "schema", "jobtemplates")).isZero();
    assertThat(json().at("/properties/spec/properties/jobTemplate/type").asString())
        .isEqualTo("object");
    out.reset();

    assertThat(Main.run(console, "schema", "-o", "crd")).isZero();
    assertThat(out()).contains("kind: CustomResourceDefinition");
    assertThat(Main.run(console, "schema", "Cake")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completesEveryCommand(String shell) {
    assertThat(Main.run(console, "completion", shell)).isZero();
    assertThat(out()).contains("jobflow", "validate", "graph", "strict", "sarif");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "version -o json", "graph " + EXAMPLE, "--help"})
  void reportsAFullDisk(String line) {
    console = Console.of(in(""), failing("No space left on device"), err);

    assertThat(Main.run(console, line.split(" "))).isEqualTo(70);
    assertThat(err()).endsWith("cannot write standard output: No space left on device\n");
    assertThat(err()).doesNotContain("Exception", "null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "graph -o json " + EXAMPLE})
  void keepsQuietWhenTheReaderHasGone(String line) {
    console = Console.of(in(""), failing("Broken pipe"), err);

    assertThat(Main.run(console, line.split(" "))).isZero();
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "graph --redcue a.yaml ~ Unknown option: '--redcue' ~ --reduce ~ graph",
        "graph --redcue ~ Unknown option: '--redcue' ~ --reduce ~ graph",
        "graph ~ Missing required parameter: 'FILE|-' ~ '' ~ graph",
        "graph a.yaml -o pdf ~ [text, dot, mermaid, json, svg, png] ~ '' ~ graph",
        "graph a.yaml --width x ~ is not a whole number ~ '' ~ graph",
        "run a.yaml --max-parallel x ~ is not a whole number ~ '' ~ run",
        "valdate a.yaml ~ Unknown command ~ validate ~ ''",
        "help valdate ~ Unknown command ~ validate ~ ''"
      })
  void saysWrongUsageInAFewLines(String line, String error, String hint, String command) {
    assertThat(Main.run(console, line.split(" "))).isEqualTo(2);

    assertThat(err()).contains(error, hint).hasLineCount(hint.isEmpty() ? 2 : 3);
    assertThat(err()).endsWith("See '" + ("jobflow " + command).strip() + " --help'.\n");
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "graph", "validate"})
  void takesHelpForACommand(String command) {
    Main.run(console, (command + " --help").strip().split(" "));
    String expected = out();
    out.reset();

    assertThat(Main.run(console, ("help " + command).strip().split(" "))).isZero();
    assertThat(out()).isEqualTo(expected).startsWith(("Usage: jobflow " + command).strip());
  }

  @Test
  void helpsWithinTheWidthOfATerminal() {
    Main.run(console, "--help");

    assertThat(out()).contains("\n    2  wrong usage\n", "\n  130  interrupted\n");
    assertThat(out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(out());
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
