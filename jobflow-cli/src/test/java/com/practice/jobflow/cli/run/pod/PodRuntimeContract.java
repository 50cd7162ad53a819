package com.practice.jobflow.cli.run.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.pod.PodRuntime.RunningContainer;
import com.practice.jobflow.cli.run.pod.PodRuntime.Sandbox;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every runtime promises, whatever a container is to it. */
public abstract class PodRuntimeContract {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;
  private PodRuntime runtime;

  /** Returns a new runtime that makes its volumes in this folder, which exists. */
  protected abstract PodRuntime newRuntime(Path volumes) throws IOException;

  /** Returns the image of every container; it has a shell and the usual tools. */
  protected String image() {
    return "busybox:1.28";
  }

  /** Returns the folder of this test. */
  protected Path folder() {
    return folder;
  }

  @BeforeEach
  void open() throws IOException {
    runtime = newRuntime(Files.createDirectory(folder.resolve("volumes")));
  }

  @AfterEach
  void close() {
    runtime.close();
    assertThat(folder.resolve("volumes")).doesNotExist();
  }

  @Test
  void runsCommandAndArgumentsAndKeepsTheOutputOfBothStreams() throws Exception {
    ContainerExit exit =
        run(
            """
            command: [sh, -c, 'echo out; echo err >&2; echo "$0 $1"; exit 3', first]
            args: ["second word"]
            """);

    assertThat(exit).isEqualTo(ContainerExit.of(3));
    assertThat(log().lines()).containsExactlyInAnyOrder("out", "err", "first second word");
  }

  @Test
  void passesVariablesOnAsTheyAre() throws Exception {
    run(
        """
        command: [sh, -c, 'printf "%s|" "$PLAIN" "$QUOTED" "$LINES"']
        env:
          - {name: PLAIN, value: "a b"}
          - {name: QUOTED, value: "\\"$HOME\\" 'x' \\\\"}
          - {name: LINES, value: "one\\ntwo"}
        """);

    assertThat(log()).isEqualTo("a b|\"$HOME\" 'x' \\|one\ntwo|");
  }

  @Test
  void passesVariablesOnWhoseNamesNoShellKnows() throws Exception {
    run("command: [env]\nenv: [{name: odd.name-1, value: x y}]");

    assertThat(log().lines()).contains("odd.name-1=x y");
  }

  @Test
  void hasNothingOnStandardInput() throws Exception {
    ContainerExit exit = run("command: [sh, -c, 'cat; echo end']");

    assertThat(exit.code()).isZero();
    assertThat(log()).isEqualTo("end\n");
  }

  @Test
  void aProgramThatIsNotThereFails() throws Exception {
    ContainerExit exit = run("command: [no-such-program-anywhere]");

    assertThat(exit.code()).isBetween(125, 128);
  }

  @Test
  void containersOfAPodShareItsVolumeAndNoOtherPodDoes() throws Exception {
    PodPlan first = pod("one", "{name: a, command: [sh, -c, 'echo x >/vol/x; ls /vol']}");
    PodPlan second = pod("two", "{name: a, command: [sh, -c, 'ls -a /vol | wc -l']}");
    Sandbox sandbox = runtime.open(first);
    Sandbox other = runtime.open(second);

    String written = log(sandbox, first);
    String seen = log(sandbox, first);
    String elsewhere = log(other, second);
    sandbox.close();
    other.close();

    assertThat(written).isEqualTo("x\n");
    assertThat(seen).isEqualTo("x\n");
    assertThat(elsewhere.trim()).isEqualTo("2"); // . and ..
  }

  @Test
  void aSubPathIsAFolderOfTheVolume() throws Exception {
    PodPlan pod =
        plan(
            "sub",
            """
            spec:
              volumes: [{name: v, emptyDir: {}}]
              containers:
                - name: a
                  command: [sh, -c, 'echo x >/part/x; ls /whole/p/q']
                  volumeMounts:
                    - {name: v, mountPath: /part, subPath: p/q}
                    - {name: v, mountPath: /whole}
            """);
    Sandbox sandbox = runtime.open(pod);

    String seen = log(sandbox, pod);
    sandbox.close();

    assertThat(seen).isEqualTo("x\n");
  }

  @Test
  void endsWhenAskedTo() throws Exception {
    PodPlan pod =
        pod(
            "ask",
            "{name: a, command: [sh, -c, 'echo up; trap \"exit 5\" TERM; while :; do sleep 0.05; done']}");
    Sandbox sandbox = runtime.open(pod);
    CompletableFuture<ContainerExit> end = new CompletableFuture<>();
    RunningContainer container =
        sandbox.start(pod.containers().get(0), folder.resolve("log"), end::complete);
    awaitOutput("up\n");

    container.terminate();

    assertThat(end.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ContainerExit.of(5));
    sandbox.close();
  }

  @Test
  void endsWhenKilledWhateverItThinks() throws Exception {
    PodPlan pod =
        pod(
            "kill",
            "{name: a, command: [sh, -c, 'trap \"\" TERM; echo up; while :; do sleep 0.05; done']}");
    Sandbox sandbox = runtime.open(pod);
    CompletableFuture<ContainerExit> end = new CompletableFuture<>();
    RunningContainer container =
        sandbox.start(pod.containers().get(0), folder.resolve("log"), end::complete);
    awaitOutput("up\n");

    container.kill();

    assertThat(end.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ContainerExit.of(137));
    sandbox.close();
  }

  private void awaitOutput(String expected) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!log().equals(expected)) {
      assertThat(System.nanoTime()).as("waiting for output").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private ContainerExit run(String container) throws Exception {
    String indented = container.strip().replace("\n", "\n      ");
    PodPlan pod = plan("pod", "spec:\n  containers:\n    - name: main\n      " + indented);
    Sandbox sandbox = runtime.open(pod);
    CompletableFuture<ContainerExit> end = new CompletableFuture<>();
    sandbox.start(pod.containers().get(0), folder.resolve("log"), end::complete);
    ContainerExit exit = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    sandbox.close();
    return exit;
  }

  private String log(Sandbox sandbox, PodPlan pod) throws Exception {
    CompletableFuture<ContainerExit> end = new CompletableFuture<>();
    sandbox.start(pod.containers().get(0), folder.resolve("log"), end::complete);
    assertThat(end.get(PATIENCE_SECONDS, TimeUnit.SECONDS).code()).isZero();
    return log();
  }

  private String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log, UTF_8) : "";
  }

  private PodPlan pod(String name, String container) {
    return plan(
        name,
        """
        spec:
          terminationGracePeriodSeconds: 30
          volumes: [{name: v, emptyDir: {}}]
          containers:
            - %s
        """
            .formatted(
                container.replace(
                    "name: a,", "name: a, volumeMounts: [{name: v, mountPath: /vol}],")));
  }

  private PodPlan plan(String name, String yaml) {
    PodTemplateSpec template = Serialization.unmarshal(yaml, PodTemplateSpec.class);
    template.getSpec().getContainers().forEach(container -> container.setImage(image()));
    PodIdentity identity =
        new PodIdentity(name, "default", "uid-" + name, name, "node", Map.of(), Map.of());
    return PodPlanner.plan(template, identity, Map.of());
  }
}
