package com.practice.jobflow.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.ManifestReader;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.k8s.translate.JobFlowTranslator;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts read from values are those that the operator reads from Java types. */
class FlowDraftsTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @Test
  void areTheOperatorsOnEveryExample() {
    ManifestReader reader = new ManifestReader(InputStream.nullInputStream());
    reader.read(Path.of("..", "yaml").toString());

    int compared = 0;
    for (Document document : reader.documents()) {
      if ("JobFlow".equals(document.root().text("kind"))) {
        compare(document.root());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areTheOperatorsOnRandomManifests(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      compare(root(randomManifest(random)));
    }
  }

  private void compare(MappingValue root) {
    JobFlow bound = serialization.convertValue(root.plain(), JobFlow.class);

    assertThat(FlowDrafts.read(root.mapping("spec")))
        .isEqualTo(JobFlowTranslator.drafts(bound.getSpec()));
  }

  private static String randomManifest(Random random) {
    StringBuilder text =
        new StringBuilder("apiVersion: api.practice.com/v1alpha1\nkind: JobFlow\nspec:\n");
    text.append("  flows:\n");
    flows(random, text, false);
    if (random.nextBoolean()) {
      text.append("  finally:\n");
      flows(random, text, true);
    }
    return text.toString();
  }

  private static void flows(Random random, StringBuilder text, boolean last) {
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      text.append("  - name: ").append(pick(random, "a", "b", "\"\"", "c1", "Bad")).append('\n');
      maybe(random, text, "dependencies", "[]", "[a]", "[a, b, a]", "");
      maybe(random, text, "depends", "a && !b", "\"\"", "'a'");
      maybe(random, text, "allowFailure", "true", "false", "yes", "");
      maybe(
          random,
          text,
          "retry",
          "{limit: 2}",
          "{limit: 0, backoffSeconds: 0}",
          "{limit: 010, maxBackoffSeconds: 5}",
          "{backoffSeconds: 3}",
          "");
      if (last) {
        maybe(random, text, "when", "Always", "Failed", "Succeeded", "");
      }
    }
  }

  private static void maybe(Random random, StringBuilder text, String field, String... values) {
    if (random.nextInt(3) > 0) {
      text.append("    ").append(field).append(": ").append(pick(random, values)).append('\n');
    }
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static MappingValue root(String text) {
    ManifestReader reader =
        new ManifestReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    reader.read("-");
    return reader.documents().get(0).root();
  }
}
