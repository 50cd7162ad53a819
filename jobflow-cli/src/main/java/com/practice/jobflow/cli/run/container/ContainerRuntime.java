package com.practice.jobflow.cli.run.container;

import com.practice.jobflow.cli.run.container.ContainerCommand.Dialect;
import com.practice.jobflow.cli.run.pod.ContainerExit;
import com.practice.jobflow.cli.run.pod.ContainerPlan;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Role;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.VolumeFolders;
import com.practice.jobflow.cli.run.session.Launch;
import com.practice.jobflow.cli.run.session.Sessions;
import com.practice.jobflow.cli.run.session.Sessions.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs every container by {@code docker run} or {@code podman run} in the foreground, so that its
 * output and exit code are the command's.
 *
 * <p>Containers of a pod that run together share their network: under podman in a pod, under docker
 * in the network of the first of them. Everything carries the label {@code jobflow.run}.
 */
public final class ContainerRuntime implements PodRuntime {
  private static final String LABEL = "jobflow.run";
  private static final long COMMAND_SECONDS = 60;
  private static final Duration RELUCTANCE = Duration.ofSeconds(5);

  private final ContainerCommand command;
  private final VolumeFolders volumes;
  private final String runId;
  private final Sessions sessions = Sessions.onThisMachine();
  // docker stop takes as long as the container does, so several have to be able to wait at once.
  private final ExecutorService background =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "jobflow-containers");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Creates a runtime.
   *
   * @param folder where it makes volumes; exists
   * @param runId what its containers are known by, unique on this machine
   */
  public ContainerRuntime(ContainerCommand command, Path folder, String runId) {
    this.command = command;
    this.volumes = new VolumeFolders(folder);
    this.runId = runId;
  }

  @Override
  public Sandbox open(PodPlan pod) throws IOException {
    volumes.create(pod);
    return new ContainerSandbox(pod);
  }

  @Override
  public void close() {
    background.shutdown();
    try {
      if (!background.awaitTermination(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<String> left =
        command.lines(List.of("ps", "--all", "--quiet", "--filter", "label=" + label()));
    if (!left.isEmpty()) {
      command.run(removal(left), COMMAND_SECONDS);
    }
    volumes.close();
  }

  private List<String> removal(List<String> names) {
    List<String> remove = command.removal(List.of());
    remove.addAll(names);
    return remove;
  }

  private String label() {
    return LABEL + "=" + runId;
  }

  private final class ContainerSandbox implements Sandbox {
    private final PodPlan pod;
    private final String prefix;
    private final boolean together;
    private boolean podCreated;
    private @Nullable String first;

    ContainerSandbox(PodPlan pod) {
      this.pod = pod;
      this.prefix = "jobflow-" + runId + "-" + pod.identity().name();
      this.together = pod.runsContainersTogether();
    }

    @Override
    public RunningContainer start(
        ContainerPlan container, Path log, Consumer<ContainerExit> ended) {
      String name = prefix + "-" + container.name();
      RunningCommand running = new RunningCommand(name, pod.grace());
      try {
        List<String> line = line(name, container);
        List<String> remove = podCreated ? removalOfPod() : removal(List.of(name));
        // The command first, or it may create the container after it was removed.
        String orphaned =
            "kill -s TERM -- $jobflow_target; sleep 1; " + String.join(" ", command.line(remove));
        Launch launch = new Launch(line, Map.of(), null, log, orphaned);
        running.session =
            sessions.start(launch, code -> ended.accept(RuntimeErrors.judge(code, log)));
      } catch (IOException e) {
        ended.accept(ContainerExit.notStarted(String.valueOf(e.getMessage())));
      }
      return running;
    }

    @Override
    public void close() {
      background.execute(
          () -> {
            if (podCreated) {
              command.run(removalOfPod(), COMMAND_SECONDS);
            }
            volumes.remove(pod);
          });
    }

    private List<String> line(String name, ContainerPlan container) throws IOException {
      List<String> arguments = new ArrayList<>();
      arguments.addAll(List.of("--rm", "--name", name, "--label", label()));
      boolean joins = together && container.role() != Role.INIT;
      boolean inPod = joins && command.dialect() == Dialect.PODMAN;
      if (inPod) {
        createPod();
        arguments.addAll(List.of("--pod", prefix));
      } else if (!joins || first == null) {
        arguments.addAll(List.of("--hostname", pod.identity().hostname()));
      }
      arguments.addAll(RunArguments.of(pod, container, volumes));
      if (joins && !inPod && first != null) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", joinScript(), "jobflow", first));
        line.add(command.program());
        line.addAll(arguments);
        return line;
      }
      if (joins) {
        first = name;
      }
      arguments.add(0, "run");
      return command.line(arguments);
    }

    private List<String> removalOfPod() {
      List<String> remove = command.removal(List.of("pod"));
      remove.add(prefix);
      return remove;
    }

    private void createPod() throws IOException {
      if (!podCreated) {
        podCreated = true;
        List<String> create =
            List.of(
                "pod",
                "create",
                "--name",
                prefix,
                "--label",
                label(),
                "--hostname",
                pod.identity().hostname());
        if (!command.run(create, COMMAND_SECONDS)) {
          throw new IOException("podman pod create failed; try it by hand to see why");
        }
      }
    }
  }

  private static String joinScript() throws IOException {
    try (InputStream in = ContainerRuntime.class.getResourceAsStream("join.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A container by its name, and the command that waits for it. */
  private final class RunningCommand implements RunningContainer {
    private final String name;
    private final Duration grace;
    private @Nullable Session session;

    RunningCommand(String name, Duration grace) {
      this.name = name;
      this.grace = grace;
    }

    @Override
    public void terminate() {
      Session waiting = session;
      if (waiting != null) {
        background.execute(
            () -> {
              List<String> stop = List.of("stop", "-t", Long.toString(grace.toSeconds()), name);
              if (!command.run(stop, grace.toSeconds() + COMMAND_SECONDS)) {
                waiting.signal("TERM"); // not created yet: perhaps its image is still being pulled
              }
            });
      }
    }

    @Override
    public void kill() {
      Session waiting = session;
      if (waiting != null) {
        background.execute(
            () -> {
              List<String> remove = removal(List.of(name));
              command.run(remove, COMMAND_SECONDS);
              if (!waiting.awaitEnd(RELUCTANCE)) {
                waiting.signal("KILL");
                command.run(remove, COMMAND_SECONDS);
              }
            });
      }
    }
  }
}
