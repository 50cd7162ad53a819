package com.practice.jobflow.cli.run.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.PodRuntimeContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  static ContainerCommand fakeDocker(Path folder) throws IOException {
    Path program = folder.resolve("docker");
    try (var script = ContainerRuntimeTest.class.getResourceAsStream("fake-docker.sh")) {
      Files.write(program, script.readAllBytes());
    }
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new ContainerCommand(ContainerCommand.Dialect.DOCKER, program.toString());
  }
}
