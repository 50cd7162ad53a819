package com.practice.jobflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Advisories;
import com.practice.jobflow.k8s.testing.ComponentList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The list of components that the build makes, where it makes one. */
@EnabledIfSystemProperty(named = "jobflow.components", matches = ".+")
class CliComponentsIT {
  @Test
  void theListHasWhatShipsAndNothingElse() throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Path.of("target"), "jobflow-cli-*.jar")) {
      Path program =
          StreamSupport.stream(jars.spliterator(), false)
              .filter(jar -> !jar.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
              .findFirst()
              .orElseThrow();

      assertThat(ComponentList.made().jars()).isEqualTo(ComponentList.neededBy(program));
    }
  }

  @Test
  @Tag("faults")
  void noComponentHasAWeaknessThatIsHigh() throws InterruptedException {
    String server = System.getProperty("jobflow.advisories");

    Optional<List<String>> severe = new Advisories(server).severe(ComponentList.made());

    if (severe.isEmpty()) {
      System.err.println(
          "WARNING: THE COMPONENTS OF THE CLI WERE NOT LOOKED UP AMONG THE ADVISORIES: "
              + server
              + " does not answer. This says nothing about weaknesses.");
    }
    assertThat(severe.orElse(List.of())).isEmpty();
  }
}
