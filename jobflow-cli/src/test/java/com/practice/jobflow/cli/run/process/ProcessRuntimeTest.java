package com.practice.jobflow.cli.run.process;

import com.practice.jobflow.cli.run.pod.PodRuntime;
import com.practice.jobflow.cli.run.pod.PodRuntimeContract;
import java.nio.file.Path;

class ProcessRuntimeTest extends PodRuntimeContract {
  @Override
  protected PodRuntime newRuntime(Path volumes) {
    return new ProcessRuntime(volumes);
  }
}
