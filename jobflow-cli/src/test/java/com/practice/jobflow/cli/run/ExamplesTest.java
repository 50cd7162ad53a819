package com.practice.jobflow.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.Main;
import com.practice.jobflow.cli.check.JobFlowManifest;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.check.ManifestCheck;
import com.practice.jobflow.cli.console.Console;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.engine.graph.FlowEdge;
import com.practice.jobflow.engine.graph.FlowGraph;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every example that one machine can run, as processes, with every sleep shortened. The
 * containers themselves write down when they begin and end.
 */
class ExamplesTest {
  private static final Path YAML = Path.of("..", "yaml");
  // How examples end that do not succeed, because that is what they show.
  private static final Map<String, Integer> OTHER_ENDS =
      Map.of(
          "attempt.yaml", 1,
          "cancel.yaml", 6,
          "deadline.yaml", 1,
          "failure-policy-abort.yaml", 1,
          "failure-policy-continue.yaml", 1,
          "finally.yaml", 1);
  private static final String FLOW = "EXAMPLE_FLOW";
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  @TempDir private Path folder;

  static Stream<String> examples() throws IOException {
    try (Stream<Path> files = Files.walk(YAML)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.startsWith(YAML.resolve("crd")))
          .filter(ExamplesTest::holdsAJobFlow)
          .map(file -> YAML.relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void runsInTheOrderOfItsDependencies(String example) throws IOException {
    LoadedManifest manifest = load(YAML.resolve(example));
    Path times = Files.createDirectory(folder.resolve("times"));
    Path file = Files.writeString(folder.resolve("example.yaml"), observed(manifest, times));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(new ByteArrayInputStream(new byte[0]), out, err);

    int status =
        Main.run(
            console,
            "run",
            "--runtime=process",
            "--backoff-scale=0",
            "--ignore-suspend",
            "--timeout=60s",
            "--log-dir=" + folder.resolve("logs"),
            file.toString());

    String name = Path.of(example).getFileName().toString();
    assertThat(status).as(err.toString(UTF_8)).isEqualTo(OTHER_ENDS.getOrDefault(name, 0));
    if (!name.equals("cancel.yaml")) {
      assertThat(times).isNotEmptyDirectory();
    }
    manifest.jobFlows().forEach(jobFlow -> assertOrder(jobFlow, times));
  }

  private static void assertOrder(JobFlowManifest jobFlow, Path times) {
    FlowGraph graph = jobFlow.graph().orElseThrow();
    for (FlowEdge edge : graph.edges()) {
      List<Long> ends = times(times, edge.from() + ".end");
      List<Long> starts = times(times, edge.to() + ".start");
      boolean every = !graph.dependencies(edge.to()).isEmpty() && isPlain(jobFlow, edge.to());
      if (every && !ends.isEmpty() && !starts.isEmpty()) {
        assertThat(Collections.max(ends))
            .as("%s ends before %s starts", edge.from(), edge.to())
            .isLessThanOrEqualTo(Collections.min(starts));
      }
    }
  }

  /** Returns whether a flow waits by {@code dependencies}, hence for every one of them. */
  private static boolean isPlain(JobFlowManifest jobFlow, String name) {
    MappingValue spec = Objects.requireNonNull(jobFlow.root().mapping("spec"));
    return Stream.concat(spec.items("flows").stream(), spec.items("finally").stream())
        .map(MappingValue.class::cast)
        .filter(flow -> name.equals(flow.text("name")))
        .anyMatch(flow -> !flow.items("dependencies").isEmpty());
  }

  private static List<Long> times(Path folder, String file) {
    try {
      Path times = folder.resolve(file);
      return Files.exists(times)
          ? Files.readAllLines(times).stream().map(Long::valueOf).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the manifest with short sleeps, and scripts that note their begin and end. */
  private static String observed(LoadedManifest manifest, Path times) {
    List<String> documents = new ArrayList<>();
    manifest.jobTemplates().forEach(one -> documents.add(observed(one.document(), times)));
    manifest.jobFlows().forEach(one -> documents.add(observed(one.document(), times)));
    return String.join("\n---\n", documents);
  }

  private static String observed(Document document, Path times) {
    Object plain = document.root().plain();
    observe(plain, times);
    return SERIALIZATION
        .asJson(plain)
        .replaceAll("sleep ([123])(?![\\d.])", "sleep 0.0$1")
        .replaceAll("sleep (10|100)s", "sleep 0.$1");
  }

  @SuppressWarnings("unchecked") // a manifest as maps and lists
  private static void observe(Object value, Path times) {
    if (value instanceof List<?> list) {
      list.forEach(item -> observe(item, times));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(item -> observe(item, times));
      if (map.get("command") instanceof List<?> command && command.size() == 3) {
        String note = "date +%s%N >>" + times + "/$" + FLOW;
        String script = note + ".start\ntrap '" + note + ".end' EXIT\n" + command.get(2);
        Map<String, Object> container = (Map<String, Object>) map;
        container.put("command", List.of("sh", "-c", script));
        List<Object> variables =
            new ArrayList<>((List<Object>) container.getOrDefault("env", List.of()));
        String field = "metadata.labels['api.practice.com/flow']";
        variables.add(
            Map.of("name", FLOW, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", field))));
        container.put("env", variables);
      }
    }
  }

  private static boolean holdsAJobFlow(Path file) {
    return !load(file).jobFlows().isEmpty();
  }

  private static LoadedManifest load(Path file) {
    Console nowhere =
        Console.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream());
    return ManifestCheck.load(List.of(file.toString()), nowhere);
  }
}
