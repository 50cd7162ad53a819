package com.practice.jobflow.k8s;

import com.practice.jobflow.engine.fixture.Fuzzing;
import com.practice.jobflow.k8s.job.JobNamesFuzzer;
import com.practice.jobflow.k8s.job.LabelsFuzzer;
import com.practice.jobflow.k8s.translate.StatusFuzzer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireFuzzTest {
  static Stream<Class<?>> targets() {
    return Stream.of(JobNamesFuzzer.class, LabelsFuzzer.class, StatusFuzzer.class);
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
