package com.practice.jobflow.engine.graph;

import com.practice.jobflow.engine.fixture.Fuzzing;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("faults")
class DependsFuzzIT {
  @ParameterizedTest(name = "{0}")
  @MethodSource("com.practice.jobflow.engine.graph.DependsFuzzTest#targets")
  void holdsForWhatAFuzzerThinksOf(Class<?> target, @TempDir Path work) throws Exception {
    Fuzzing.fuzz(target, Fuzzing.time(), work);
  }
}
