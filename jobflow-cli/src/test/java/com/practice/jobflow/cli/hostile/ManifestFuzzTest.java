package com.practice.jobflow.cli.hostile;

import com.practice.jobflow.engine.fixture.Fuzzing;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestFuzzTest {
  static Stream<Class<?>> targets() {
    return Stream.of(ManifestFuzzer.class);
  }

  static Stream<Arguments> inputs() {
    return targets()
        .flatMap(
            target ->
                Fuzzing.inputs(target).stream()
                    .map(input -> Arguments.of(target, input.getFileName().toString(), input)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("inputs")
  void holdsForTheCommittedInput(Class<?> target, String name, Path input) throws Throwable {
    Fuzzing.replay(target, input);
  }
}
