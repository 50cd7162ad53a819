package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Advisories;
import com.practice.jobflow.k8s.testing.ComponentList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The list of components that the build makes, where it makes one. */
@EnabledIfSystemProperty(named = "jobflow.components", matches = ".+")
class OperatorComponentsIT {
  @Test
  void theListHasWhatShipsAndNothingElse() throws IOException {
    Path target = Path.of("target");
    Set<String> shipped = ComponentList.neededBy(target.resolve("jobflow-operator.jar"));

    assertThat(ComponentList.made().jars()).isEqualTo(shipped);
    try (Stream<Path> files = Files.list(target.resolve("lib"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(shipped);
    }
  }

  @Test
  @Tag("faults")
  void noComponentHasAWeaknessThatIsHigh() throws InterruptedException {
    String server = System.getProperty("jobflow.advisories");

    Optional<List<String>> severe = new Advisories(server).severe(ComponentList.made());

    if (severe.isEmpty()) {
      System.err.println(
          "WARNING: THE COMPONENTS OF THE OPERATOR WERE NOT LOOKED UP AMONG THE ADVISORIES: "
              + server
              + " does not answer. This says nothing about weaknesses.");
    }
    assertThat(severe.orElse(List.of())).isEmpty();
  }
}
