package com.practice.jobflow.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.Main;
import com.practice.jobflow.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures in image/ are what {@code graph} draws today, byte for byte. */
class PicturesOfTheReadmeTest {
  @ParameterizedTest
  @CsvSource({
    "example.svg, example.yaml, --critical-path",
    "quickstart.svg, quickstart.yaml,",
    "depends.svg, examples/depends.yaml,",
    "finally.svg, examples/finally.yaml,"
  })
  void areDrawnByTheCommand(String picture, String manifest, String option) throws IOException {
    Path kept = Path.of("../image", picture);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(InputStream.nullInputStream(), out, err);
    String file = "../yaml/" + manifest;

    int status =
        option == null
            ? Main.run(console, "graph", file, "-o", "svg")
            : Main.run(console, "graph", file, "-o", "svg", option);

    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .as("draw it anew: ./jobflow graph yaml/" + manifest + " --to image/" + picture)
        .isEqualTo(Files.readString(kept));
  }
}
