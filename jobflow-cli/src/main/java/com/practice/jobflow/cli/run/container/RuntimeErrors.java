package com.practice.jobflow.cli.run.container;

import com.practice.jobflow.cli.run.pod.ContainerExit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Tells a container that failed from one that docker or podman could not start. */
final class RuntimeErrors {
  // What docker and podman exit with if the container could not be created.
  private static final int NOT_CREATED = 125;
  // And if its command could not be executed or found, which a shell's exit codes can mean as well.
  private static final int NOT_FOUND = 127;
  private static final long LONGEST_LOG = 64 * 1024;
  private static final Pattern OWN_WORDS =
      Pattern.compile(
          "(docker: |Error: |Error response ).*(OCI|runc|crun|daemon|executable|exec:).*");

  private RuntimeErrors() {}

  static ContainerExit judge(int code, Path log) {
    if (code < NOT_CREATED || code > NOT_FOUND) {
      return ContainerExit.of(code);
    }
    List<String> lines = lines(log);
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      boolean own = OWN_WORDS.matcher(line).matches();
      if (own || (code == NOT_CREATED && line.contains("Error"))) {
        return ContainerExit.notStarted(line);
      }
    }
    return code == NOT_CREATED && lines.isEmpty()
        ? ContainerExit.notStarted("the container runtime gave no reason")
        : ContainerExit.of(code);
  }

  /** Returns the lines of a short log; whoever wrote a long one did start. */
  private static List<String> lines(Path log) {
    try {
      return Files.size(log) > LONGEST_LOG
          ? List.of()
          : new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
