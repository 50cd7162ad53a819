package com.practice.jobflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One stored object that Java cannot read would blind an informer to all the others. */
class AdmittedObjectsTest {
  private static final int OBJECTS_PER_SEED = 20;
  private static final Map<?, ?> JOB_FLOW = schema("jobflows");
  private static final Map<?, ?> JOB_TEMPLATE = schema("jobtemplates");

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyJobFlowThatTheSchemaAdmitsCanBeRead(long seed) {
    RandomInstances instances = new RandomInstances(seed);
    for (int count = 0; count < OBJECTS_PER_SEED; count++) {
      String json = json("JobFlow", instances.of(JOB_FLOW));

      JobFlow read = SERIALIZATION.unmarshal(json, JobFlow.class);

      assertThat(read.getSpec().flows()).isNotEmpty();
      SERIALIZATION.unmarshal(SERIALIZATION.asJson(read), JobFlow.class);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyJobTemplateThatTheSchemaAdmitsCanBeRead(long seed) {
    RandomInstances instances = new RandomInstances(seed);
    for (int count = 0; count < OBJECTS_PER_SEED; count++) {
      String json = json("JobTemplate", instances.of(JOB_TEMPLATE));

      JobTemplate read = SERIALIZATION.unmarshal(json, JobTemplate.class);

      assertThat(read.getSpec().jobTemplate()).isNotNull();
    }
  }

  @Test
  void aNumberPastTheBoundOfTheSchemaCouldNotBeRead() {
    assertThatThrownBy(
            () ->
                SERIALIZATION.unmarshal(
                    json("JobFlow", Map.of("spec", Map.of("parallelism", 2147483648L))),
                    JobFlow.class))
        .hasStackTraceContaining("out of range");
  }

  private static String json(String kind, Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "api.practice.com/v1alpha1");
    object.put("kind", kind);
    object.put("metadata", Map.of("name", "random"));
    ((Map<?, ?>) value).forEach((field, child) -> object.put((String) field, child));
    return SERIALIZATION.asJson(object);
  }

  private static Map<?, ?> schema(String plural) {
    try (InputStream definition =
        JobFlow.class.getResourceAsStream("crd/" + plural + ".api.practice.com.yaml")) {
      Object root = new Load(LoadSettings.builder().build()).loadFromInputStream(definition);
      for (Object step : List.of("spec", "versions", 0, "schema", "openAPIV3Schema")) {
        root =
            step instanceof Integer index
                ? ((List<?>) root).get(index)
                : ((Map<?, ?>) root).get(step);
      }
      return (Map<?, ?>) root;
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
