package com.practice.jobflow.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrdDriftTest {
  @Test
  void theDefinitionsThatAreCheckedInAreThoseOfTheModel() throws IOException {
    Map<String, String> generated = new TreeMap<>();
    for (Map.Entry<String, ObjectNode> definition :
        new CustomResourceDefinitions().generate().entrySet()) {
      generated.put(definition.getKey(), CustomResourceDefinitions.toYaml(definition.getValue()));
    }
    if (System.getProperty("crd.write") != null) {
      Files.createDirectories(Repository.CRD_FOLDER);
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(Repository.CRD_FOLDER.resolve(file.getKey()), file.getValue());
      }
    }

    Map<String, String> checkedIn = new TreeMap<>();
    try (Stream<Path> files = Files.list(Repository.CRD_FOLDER)) {
      for (Path file : files.filter(CrdDriftTest::isDefinition).toList()) {
        checkedIn.put(file.getFileName().toString(), Files.readString(file));
      }
    }

    assertThat(checkedIn)
        .withFailMessage(
            "yaml/crd is not what jobflow-model says; run %s",
            CustomResourceDefinitions.UPDATE_COMMAND)
        .isEqualTo(generated);
  }

  private static boolean isDefinition(Path file) {
    return !file.endsWith("kustomization.yaml");
  }
}
