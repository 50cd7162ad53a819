package com.practice.jobflow.cli.run.container;

import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.PodRuntimeContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** By podman itself, where somebody names an image that it has. */
@EnabledIfEnvironmentVariable(named = "JOBFLOW_TEST_PODMAN_IMAGE", matches = ".+")
class PodmanRuntimeTest extends PodRuntimeContract {
  @Override
  protected PodRuntime newRuntime(Path volumes) {
    return new ContainerRuntime(
        ContainerCommand.PODMAN, volumes, UUID.randomUUID().toString().substring(0, 8));
  }

  @Override
  protected String image() {
    return System.getenv("JOBFLOW_TEST_PODMAN_IMAGE");
  }
}
