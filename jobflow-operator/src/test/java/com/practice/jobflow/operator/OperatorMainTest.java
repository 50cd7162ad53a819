package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void wrongOptionsAreSaidOnStandardErrorOneToALine() {
    int status = run("--workers=0", "--log-format=xml");

    assertThat(status).isEqualTo(2);
    assertThat(text(out)).isEmpty();
    assertThat(text(err).lines())
        .containsExactly(
            "--workers=0 must be a whole number from 1 to 1000",
            "--log-format=xml must be text or json",
            "See 'jobflow-operator --help'.");
  }

  @Test
  void helpAndVersionAreDataOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();

    assertThat(text(out)).contains("JOBFLOW_WORKERS, default: 10", "jobflow-operator development");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aKubeconfigThatMakesNoSenseIsALineAndNoStackTrace(@TempDir Path folder) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), "clusters: [oops");

    assertThat(run("--check", "--kubeconfig=" + kubeconfig)).isEqualTo(1);

    assertThat(text(out)).startsWith("the kubeconfig " + kubeconfig + " makes no sense: ");
    assertThat(text(out).lines()).hasSize(1);
  }

  private int run(String... arguments) {
    return OperatorMain.run(arguments, Map.of(), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
