package com.practice.jobflow.k8s;

import com.practice.jobflow.engine.fixture.Fuzzing;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("faults")
class WireFuzzIT {
  /** At the same time: each is a process of its own, and so is the time that each gets. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("com.practice.jobflow.k8s.WireFuzzTest#targets")
  void holdsForWhatAFuzzerThinksOf(Class<?> target, @TempDir Path work) throws Exception {
    Fuzzing.fuzz(target, Fuzzing.time(), work);
  }
}
