package com.practice.jobflow.cli.run.container;

import com.practice.jobflow.cli.run.pod.ContainerPlan;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Mount;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Privileges;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.VolumeFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments of {@code docker run} and {@code podman run} for a container. */
final class RunArguments {
  private final List<String> arguments = new ArrayList<>();

  private RunArguments() {}

  /** Returns everything after {@code run --name ...} and the network's options. */
  static List<String> of(PodPlan pod, ContainerPlan container, VolumeFolders volumes)
      throws IOException {
    RunArguments run = new RunArguments();
    run.image(container);
    container.env().forEach((name, value) -> run.add("--env", name + "=" + value));
    for (Mount mount : container.mounts()) {
      run.mount(mount, volumes.folder(pod, mount));
    }
    if (container.workingDir() != null) {
      run.add("--workdir", container.workingDir());
    }
    run.privileges(container.privileges());
    run.command(container);
    return run.arguments;
  }

  /**
   * Returns the name that Kubernetes would pull: without a registry, Docker Hub's. Podman would
   * ask, or look elsewhere.
   */
  static String qualified(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return image;
    }
    return slash < 0 ? "docker.io/library/" + image : "docker.io/" + image;
  }

  private void image(ContainerPlan container) {
    String policy = container.pullPolicy();
    if (policy != null) {
      String word = policy.toLowerCase(Locale.ROOT);
      add("--pull", word.equals("ifnotpresent") ? "missing" : word);
    }
  }

  private void mount(Mount mount, Path folder) {
    List<String> options = new ArrayList<>();
    if (mount.readOnly()) {
      options.add("ro");
    }
    if (Files.exists(Path.of("/sys/fs/selinux/enforce"))) {
      options.add("z"); // a shared label, or SELinux keeps the container out
    }
    String suffix = options.isEmpty() ? "" : ":" + String.join(",", options);
    add("--volume", folder + ":" + mount.path() + suffix);
  }

  private void privileges(Privileges privileges) {
    if (privileges.user().isPresent() || privileges.group().isPresent()) {
      String group = privileges.group().isPresent() ? ":" + privileges.group().getAsLong() : "";
      add("--user", privileges.user().orElse(0) + group);
    }
    if (privileges.readOnlyRoot()) {
      arguments.add("--read-only");
    }
    if (privileges.noNewPrivileges()) {
      add("--security-opt", "no-new-privileges");
    }
    privileges.addedCapabilities().forEach(capability -> add("--cap-add", capability));
    privileges.droppedCapabilities().forEach(capability -> add("--cap-drop", capability));
  }

  private void command(ContainerPlan container) {
    List<String> command = container.command();
    if (!command.isEmpty()) {
      add("--entrypoint", command.get(0));
    }
    arguments.add(qualified(container.image()));
    if (!command.isEmpty()) {
      arguments.addAll(command.subList(1, command.size()));
    }
    arguments.addAll(container.args());
  }

  private void add(String option, String value) {
    arguments.add(option);
    arguments.add(value);
  }
}
