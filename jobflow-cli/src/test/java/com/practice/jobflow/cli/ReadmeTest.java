package com.practice.jobflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two READMEs show is what the project does. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  private static final Path EMBEDDING =
      Path.of("../jobflow-engine/src/test/java/com/practice/jobflow/engine/EmbeddingTest.java");

  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ \\./jobflow (.*)\n([^`]*)```");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh.md"})
  void showsTheLinesThatATestCompilesAndRuns(String readme) throws IOException {
    String source = Files.readString(EMBEDDING);
    String region =
        source.substring(
            source.indexOf('\n', source.indexOf("// tag::embed")) + 1,
            source.lastIndexOf('\n', source.indexOf("// end::embed")));

    assertThat(text(readme)).contains("```java\n" + region.stripIndent() + "\n```");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh.md"})
  void showsWhatTheCommandsPrint(String readme) throws IOException {
    List<MatchResult> examples = CONSOLE.matcher(text(readme)).results().toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);

    for (MatchResult example : examples) {
      assertThat(example.group(2)).as(example.group(1)).isEqualTo(printed(example.group(1)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/crd.md",
        "docs/operating.md"
      })
  void linksLeadSomewhere(String document) throws IOException {
    Path folder = ROOT.resolve(document).getParent();

    List<String> broken =
        LINK.matcher(text(document))
            .results()
            .map(link -> link.group(1))
            .filter(target -> !Files.exists(folder.resolve(target)))
            .toList();

    assertThat(broken).isEmpty();
  }

  private static String text(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  /** Returns the standard output, as in a shell at the root: files go by their names from there. */
  private static String printed(String commandLine) {
    String[] arguments =
        Arrays.stream(commandLine.split(" "))
            .map(word -> Files.exists(ROOT.resolve(word)) ? "../" + word : word)
            .toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(
        Console.of(InputStream.nullInputStream(), out, new ByteArrayOutputStream()), arguments);
    return out.toString(StandardCharsets.UTF_8)
        .replace("../yaml/", "yaml/")
        .replace("../docs/", "docs/");
  }
}
