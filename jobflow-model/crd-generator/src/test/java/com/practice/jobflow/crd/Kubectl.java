package com.practice.jobflow.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The kubectl on the path, as a user calls it, against the cluster that KUBECONFIG names. */
final class Kubectl {
  private static final long TIMEOUT_SECONDS = 120;

  private final String namespace;
  private final Path folder;

  Kubectl(String namespace, Path folder) {
    assertThat(System.getenv("KUBECONFIG"))
        .as("these tests change a cluster, so KUBECONFIG must name it")
        .isNotBlank();
    this.namespace = namespace;
    this.folder = folder;
  }

  /**
   * What a call came to.
   *
   * @param exitCode 0 for success
   * @param output everything that it printed
   */
  record Answer(int exitCode, String output) {}

  /** Calls kubectl; what happens is the caller's to judge. */
  Answer call(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(folder, "kubectl", ".out");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
          .as("%s ends", command)
          .isTrue();
      return new Answer(process.exitValue(), Files.readString(output));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }

  /** Calls kubectl, which must succeed, and returns what it printed. */
  String run(String... arguments) {
    Answer answer = call(arguments);
    assertThat(answer.exitCode()).as(answer.output()).isZero();
    return answer.output();
  }

  /** Writes a manifest into a file, for {@code -f}. */
  String file(String manifest) {
    try {
      Path file = Files.createTempFile(folder, "manifest", ".yaml");
      return Files.writeString(file, manifest).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
