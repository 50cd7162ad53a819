package com.practice.jobflow.cli.run.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process to start.
 *
 * @param command program and arguments
 * @param environment variables on top of this program's own
 * @param directory where it runs; {@code null} for this program's own
 * @param output where its standard output and standard error go; overwritten
 * @param orphaned a shell command that runs if this program dies before the process; empty for none
 */
public record Launch(
    List<String> command,
    Map<String, String> environment,
    @Nullable Path directory,
    Path output,
    String orphaned) {
  public Launch {
    command = List.copyOf(command);
    environment = new LinkedHashMap<>(environment);
  }
}
