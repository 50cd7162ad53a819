package com.practice.jobflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ExamplesTest {
  private static final Path YAML = Path.of("..", "yaml");

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> examples = Files.list(YAML.resolve("examples"))) {
      return Stream.concat(
          Stream.of(YAML.resolve("example.yaml"), YAML.resolve("quickstart.yaml")),
          examples.sorted().toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void survivesBindingAndWriting(Path example) throws IOException {
    for (Object document : documents(Files.readString(example))) {
      String json = SERIALIZATION.asJson(document);

      Object bound = SERIALIZATION.unmarshal(json);

      assertThat(bound).isInstanceOfAny(JobFlow.class, JobTemplate.class);
      assertThat(comparable(documents(SERIALIZATION.asJson(bound)).get(0)))
          .isEqualTo(comparable(document));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void saysOnTopHowItEnds(Path example) throws IOException {
    if (example.getParent().endsWith("examples")) {
      assertThat(Files.readString(example))
          .containsPattern("(?m)^# Ends as: (Succeeded|Failed|Cancelled|Suspended .*)$");
    }
  }

  @Test
  void aDifferenceWouldBeSeen() {
    assertThat(comparable(Map.of("a", List.of(1), "b", List.of())))
        .isEqualTo(comparable(Map.of("a", List.of("1"))))
        .isNotEqualTo(comparable(Map.of("a", List.of(2))))
        .isNotEqualTo(comparable(Map.of("a", List.of(1), "b", List.of(1))));
  }

  private static List<Object> documents(String yaml) {
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
    return documents;
  }

  /** Sorts keys, leaves out empty lists, and takes {@code 0.1} and {@code "0.1"} as the same. */
  private static Object comparable(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach(
          (key, child) -> {
            if (!(child instanceof Collection<?> list && list.isEmpty())) {
              sorted.put(String.valueOf(key), comparable(child));
            }
          });
      return sorted;
    }
    return value instanceof List<?> list
        ? list.stream().map(ExamplesTest::comparable).toList()
        : String.valueOf(value);
  }
}
