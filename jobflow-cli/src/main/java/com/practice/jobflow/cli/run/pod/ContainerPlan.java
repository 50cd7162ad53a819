package com.practice.jobflow.cli.run.pod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container with every reference in it resolved.
 *
 * @param image the image as the author named it; empty text where there is none
 * @param pullPolicy Always, IfNotPresent or Never; {@code null} where the author did not say
 * @param command what to run; empty for the image's own
 * @param args arguments of it; empty for the image's own, if the command is its own too
 * @param env variables in the order of their declaration
 * @param workingDir {@code null} for the image's own
 */
public record ContainerPlan(
    String name,
    Role role,
    String image,
    @Nullable String pullPolicy,
    List<String> command,
    List<String> args,
    Map<String, String> env,
    @Nullable String workingDir,
    List<Mount> mounts,
    Privileges privileges) {
  public ContainerPlan {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = new LinkedHashMap<>(env);
    mounts = List.copyOf(mounts);
  }

  /** What a container is to its pod. */
  public enum Role {
    /** Runs before the main ones and has to succeed. */
    INIT,
    /** Starts among the init containers and runs beside the main ones until these have ended. */
    SIDECAR,
    /** What the pod is for. */
    MAIN
  }

  /**
   * A volume of the pod as the container sees it.
   *
   * @param path where, absolute
   * @param subPath which folder of the volume; empty text for all of it
   */
  public record Mount(String volume, String path, String subPath, boolean readOnly) {}

  /**
   * What a container may do.
   *
   * @param user user to run as; empty for the image's
   * @param group group to run as; empty for the image's
   */
  public record Privileges(
      OptionalLong user,
      OptionalLong group,
      boolean readOnlyRoot,
      boolean noNewPrivileges,
      List<String> addedCapabilities,
      List<String> droppedCapabilities) {
    /** Nothing said: whatever the runtime gives. */
    public static final Privileges USUAL =
        new Privileges(
            OptionalLong.empty(), OptionalLong.empty(), false, false, List.of(), List.of());
  }

  /** Returns command and arguments in one list. */
  public List<String> commandLine() {
    return Stream.concat(command.stream(), args.stream()).toList();
  }
}
