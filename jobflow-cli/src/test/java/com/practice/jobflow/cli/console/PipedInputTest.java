package com.practice.jobflow.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A pipe is no file: it has neither a length nor a position. */
class PipedInputTest {
  @Test
  void readsAManifestFromAPipe() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "validate",
                "-")
            .redirectOutput(Redirect.DISCARD)
            .start();

    try (OutputStream stdin = process.getOutputStream()) {
      Files.copy(Path.of("../yaml/quickstart.yaml"), stdin);
    }
    String talk = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(talk).isZero();
    assertThat(talk).contains("no problems");
  }
}
