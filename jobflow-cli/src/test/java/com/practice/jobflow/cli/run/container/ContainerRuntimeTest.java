package com.practice.jobflow.cli.run.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.container.ContainerCommand.Dialect;
import com.practice.jobflow.cli.run.pod.ContainerExit;
import com.practice.jobflow.cli.run.pod.ContainerPlan;
import com.practice.jobflow.cli.run.pod.PodIdentity;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.PodPlanner;
import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.PodRuntime.Sandbox;
import com.practice.jobflow.cli.run.pod.PodRuntimeContract;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a stand-in for docker, which runs what it is told to as a process: see fake-docker.sh. */
class ContainerRuntimeTest extends PodRuntimeContract {
  @Override
  protected PodRuntime newRuntime(Path volumes) throws IOException {
    return new ContainerRuntime(fakeDocker(folder()), volumes, "run1");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "busybox, docker.io/library/busybox",
    "busybox:1.28, docker.io/library/busybox:1.28",
    "team/tool, docker.io/team/tool",
    "quay.io/team/tool:1, quay.io/team/tool:1",
    "localhost/tool, localhost/tool",
    "registry:5000/tool, registry:5000/tool",
  })
  void anImageWithoutRegistryIsDockerHubs(String written, String pulled) {
    assertThat(RunArguments.qualified(written)).isEqualTo(pulled);
  }

  @Test
  void saysAllThatTheContainerIsToDockerAndRemovesWhatIsLeft() throws Exception {
    PodTemplateSpec template =
        Serialization.unmarshal(
            """
            spec:
              volumes: [{name: v, emptyDir: {}}]
              securityContext: {runAsUser: 7}
              containers:
                - name: main
                  image: tool:1
                  imagePullPolicy: IfNotPresent
                  command: ["true", first]
                  args: [second]
                  env: [{name: A, value: b}]
                  securityContext:
                    readOnlyRootFilesystem: true
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  volumeMounts: [{name: v, mountPath: /v, readOnly: true}]
            """,
            PodTemplateSpec.class);

    runAll(template);

    Path volume = folder().resolve("all/pod/v");
    assertThat(calls())
        .containsExactly(
            "run --rm --name jobflow-run2-pod-main --label jobflow.run=run2 --hostname host"
                + " --pull missing --env A=b --volume "
                + volume
                + ":/v:ro --user 7 --read-only --security-opt no-new-privileges --cap-drop ALL"
                + " --entrypoint true docker.io/library/tool:1 first second",
            "ps --all --quiet --filter label=jobflow.run=run2");
  }

  @Test
  void containersThatRunTogetherShareTheNetworkOfTheFirst() throws Exception {
    PodTemplateSpec template =
        Serialization.unmarshal(
            """
            spec:
              initContainers:
                - {name: init, image: tool, command: ["true"]}
                - {name: side, image: tool, restartPolicy: Always, command: [sleep, "0.3"]}
              containers:
                - {name: main, image: tool, command: ["true"]}
            """,
            PodTemplateSpec.class);

    runAll(template);

    assertThat(calls())
        .anyMatch(call -> call.startsWith("run --rm --name jobflow-run2-pod-side"))
        .anyMatch(
            call ->
                call.startsWith(
                    "run --network container:jobflow-run2-pod-side --rm --name"
                        + " jobflow-run2-pod-main"));
  }

  @Test
  void podmanIsNoUseIfItCannotStartAContainer() throws IOException {
    Path program = folder().resolve("podman");
    String script = "#!/bin/sh\n[ $1 = info ] && exit 0\necho Error: no permission\nexit %s\n";
    ContainerCommand podman = new ContainerCommand(Dialect.PODMAN, program.toString());
    assertThat(podman.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("answer"));

    Files.writeString(program, script.formatted(126));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(podman.obstacle())
        .hasValueSatisfying(why -> assertThat(why).contains("Error: no permission"));

    Files.writeString(program, script.formatted(127));
    assertThat(podman.obstacle()).isEmpty();
  }

  @ParameterizedTest(name = "exit {0} after \"{1}\"")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | fine | no",
        "1 | Error: OCI runtime error | no",
        "125 | docker: Error response from daemon: pull access denied | yes",
        "125 | Error: localhost/nothing:1: image not known | yes",
        "126 | Error: crun: setrlimit: OCI permission denied | yes",
        "127 | Error: runc: exec: \"x\": executable file not found in $PATH: OCI runtime | yes",
        "127 | sh: x: not found | no",
        "126 | Error: my own | no",
      })
  void tellsWhatDidNotStartFromWhatFailed(int code, String output, String notStarted)
      throws IOException {
    Path log = Files.writeString(folder().resolve("output"), "before\n" + output + "\n");

    assertThat(RuntimeErrors.judge(code, log))
        .isEqualTo(
            notStarted.equals("yes") ? ContainerExit.notStarted(output) : ContainerExit.of(code));
  }

  private void runAll(PodTemplateSpec template) throws Exception {
    PodIdentity identity =
        new PodIdentity("pod", "default", "uid", "host", "node", Map.of(), Map.of());
    PodPlan plan = PodPlanner.plan(template, identity, Map.of());
    Path volumes = Files.createDirectory(folder().resolve("all"));
    try (ContainerRuntime runtime = new ContainerRuntime(fakeDocker(folder()), volumes, "run2")) {
      Sandbox sandbox = runtime.open(plan);
      List<CompletableFuture<ContainerExit>> ends = new ArrayList<>();
      for (ContainerPlan container :
          Stream.concat(plan.initContainers().stream(), plan.containers().stream()).toList()) {
        CompletableFuture<ContainerExit> end = new CompletableFuture<>();
        sandbox.start(container, folder().resolve(container.name()), end::complete);
        ends.add(end);
      }
      for (CompletableFuture<ContainerExit> end : ends) {
        assertThat(end.get(60, TimeUnit.SECONDS).code()).isZero();
      }
      sandbox.close();
    }
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder().resolve("calls"));
  }

  static ContainerCommand fakeDocker(Path folder) throws IOException {
    Path program = folder.resolve("docker");
    try (var script = ContainerRuntimeTest.class.getResourceAsStream("fake-docker.sh")) {
      Files.write(program, script.readAllBytes());
    }
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new ContainerCommand(Dialect.DOCKER, program.toString());
  }
}
