package com.practice.jobflow.cli.run.pod;

import org.jspecify.annotations.Nullable;

/**
 * How a container ended.
 *
 * @param code its exit code; 128 if it could not be started
 * @param problem why it could not be started; {@code null} if it was
 */
public record ContainerExit(int code, @Nullable String problem) {
  /** What Kubernetes gives to a container that never ran. */
  private static final int NOT_STARTED = 128;

  /** Returns the end of a container that ran. */
  public static ContainerExit of(int code) {
    return new ContainerExit(code, null);
  }

  /** Returns the end of a container that could not be started. */
  public static ContainerExit notStarted(String problem) {
    return new ContainerExit(NOT_STARTED, problem);
  }

  /** Returns one line for people, such as {@code exit 137 (SIGKILL)}. */
  public String describe() {
    if (problem != null) {
      return "could not start: " + problem;
    }
    return switch (code) {
      case 126 -> "exit 126 (not executable)";
      case 127 -> "exit 127 (command not found)";
      case 129 -> "exit 129 (SIGHUP)";
      case 130 -> "exit 130 (SIGINT)";
      case 131 -> "exit 131 (SIGQUIT)";
      case 134 -> "exit 134 (SIGABRT)";
      case 135 -> "exit 135 (SIGBUS)";
      case 136 -> "exit 136 (SIGFPE)";
      case 137 -> "exit 137 (SIGKILL)";
      case 139 -> "exit 139 (SIGSEGV)";
      case 141 -> "exit 141 (SIGPIPE)";
      case 143 -> "exit 143 (SIGTERM)";
      default -> "exit " + code;
    };
  }
}
