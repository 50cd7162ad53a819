package com.practice.jobflow.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.Main;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.manifest.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code validate} says about a folder of bad manifests; {@code -Dgolden.write} writes what it
 * says now beside them.
 */
class BadManifestsTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "com", "practice", "jobflow", "cli", "check", "bad");

  @TempDir private Path directory;

  static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void saysWhatItSaidBefore(Path manifest) throws IOException {
    Path expected = Path.of(manifest.toString().replace(".yaml", ".txt"));
    Output output = validate(manifest.toString());

    String text =
        (output.out + output.err)
            .replace(FOLDER.toString() + FOLDER.getFileSystem().getSeparator(), "");
    if (System.getProperty("golden.write") != null) {
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
    assertThat(output.status).isEqualTo(output.out.contains(": error: ") ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void neverLetsAControlCharacterThrough(Path manifest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.terminal(InputStream.nullInputStream(), out, err, 60)
            .withEnvironment(Map.of("NO_COLOR", "1"));

    Main.run(console, "validate", manifest.toString());

    String shown = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    assertThat(shown.replace("\n", "")).doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u202e]");
  }

  @Test
  void producesEveryCode() throws IOException {
    String all =
        manifests().stream()
                .map(file -> validate(file.toString()).out)
                .collect(Collectors.joining())
            + elsewhere();

    Set<Code> missing = EnumSet.allOf(Code.class);
    // Only the command run says it, and its tests provoke it.
    missing.remove(Code.NOT_ON_ONE_MACHINE);
    missing.removeIf(code -> all.contains("[" + code.id() + "]"));
    assertThat(missing).isEmpty();
  }

  /** Provokes what no file of the folder can. */
  private String elsewhere() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path large = directory.resolve("large.yaml");
    Files.write(large, new byte[(32 << 20) + 1]);
    // A directory that only looks like a file cannot be read as one.
    Path unreadable =
        Files.createSymbolicLink(directory.resolve("loop.yaml"), Path.of("/proc/self/mem"));
    return validate("nowhere.yaml", empty.toString(), large.toString(), unreadable.toString()).out
        + stdin(sized(400_000))
        + stdin(sized(1_400_000))
        + stdin(sized(1_600_000));
  }

  /** Returns a valid manifest of about so many bytes. */
  private static String sized(int bytes) {
    return """
    apiVersion: api.practice.com/v1alpha1
    kind: JobFlow
    metadata: {name: large}
    spec:
      flows:
      - name: a
        jobTemplate:
          template:
            spec:
              containers:
              - {name: main, image: busybox, args: ["%s"]}
    """
        .formatted("x".repeat(bytes));
  }

  private static String stdin(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        Console.of(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            out,
            new ByteArrayOutputStream());
    Main.run(console, "validate", "-");
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Output validate(String... inputs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(InputStream.nullInputStream(), out, err);
    String[] arguments =
        Stream.concat(Stream.of("validate"), Stream.of(inputs)).toArray(String[]::new);
    int status = Main.run(console, arguments);
    return new Output(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private record Output(int status, String out, String err) {}
}
