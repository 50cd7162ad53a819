package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.JobFlows;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Objects that nobody could have applied, and some that anybody can: they harm no other. */
@Isolated
class PoisonIT extends ClusterTest {
  private static final int OBJECTS = 200;
  private static final int OTHERS = 10;

  /** What a flow's template may hold under the real schema, which keeps unknown fields. */
  private static final List<String> ADMITTED =
      List.of(
          template("\"deep\": " + "{\"a\": ".repeat(120) + "1" + "}".repeat(120)),
          template("\"deep\": " + "{\"a\": ".repeat(3_000) + "1" + "}".repeat(3_000)),
          template("\"deep\": " + "[".repeat(9_000) + "1" + "]".repeat(9_000)),
          template("\"" + "k".repeat(60_000) + "\": 1"),
          template("\"wide\": \"" + "x".repeat(400_000) + "\""));

  private static final List<String> UNDECODABLE =
      List.of(
          "\"spec\": \"text\"",
          "\"spec\": [1, 2]",
          "\"spec\": {\"flows\": {}}",
          "\"spec\": {\"flows\": [1, null, \"x\"]}",
          "\"spec\": {\"flows\": [{\"name\": {\"a\": 1}}]}",
          "\"spec\": {\"flows\": [{\"name\": \"a\", \"dependencies\": \"b\"}]}",
          "\"spec\": {\"flows\": [{\"name\": \"a\", \"jobTemplate\": []}]}",
          "\"spec\": {\"flows\": [{\"name\": \"a\", \"jobTemplate\": {\"template\": 1}}]}",
          "\"spec\": {\"flows\": [{\"name\": \"\\u001b[31m\\n\\u202e\"}]}",
          "\"spec\": {\"parallelism\": 1e300, \"flows\": []}",
          "\"spec\": {\"activeDeadlineSeconds\": -9223372036854775808, \"flows\": []}",
          "\"spec\": {\"globalParams\": {\"labels\": {\"a\": {}}}, \"flows\": []}",
          "\"spec\": {\"failurePolicy\": \"\\u0007\", \"flows\": [{\"name\": \"a\"}]}",
          "\"nothing\": true",
          "\"spec\": {\"flows\": [" + "{\"name\": \"a\"},".repeat(5_000) + "{}]}");

  @Test
  void delaysNoOtherWhateverIsWrittenBesideIt() {
    List<String> poison = writePoison();

    runOthers("beside");
    awaitCalm();
    controller.close();
    controller =
        new JobFlowController(
            operatorClient, settings(namespace), () -> true, ControllerListener.NONE);
    controller.lead().orTimeout(30, TimeUnit.SECONDS).join();
    runOthers("after");
    awaitCalm();

    assertThat(poison).hasSize(OBJECTS);
    assertThat(controller.healthy()).isTrue();
    Map<String, Long> explained =
        client
            .genericKubernetesResources(LaxSchema.JOB_FLOWS)
            .inNamespace(namespace)
            .list()
            .getItems()
            .stream()
            .filter(object -> poison.contains(object.getMetadata().getName()))
            .collect(Collectors.groupingBy(PoisonIT::verdict, Collectors.counting()));
    assertThat(explained.keySet()).isSubsetOf(Set.of("says why", "cannot be told"));
    assertThat(explained.get("says why")).isGreaterThanOrEqualTo(OBJECTS / 10L);
  }

  private List<String> writePoison() {
    try (LaxSchema lax = new LaxSchema(client)) {
      return IntStream.range(0, OBJECTS).mapToObj(number -> writePoison(lax, number)).toList();
    }
  }

  private String writePoison(LaxSchema lax, int number) {
    List<String> kinds = number % 4 == 0 ? ADMITTED : UNDECODABLE;
    String name = "poison-" + number;
    lax.store(namespace, name, kinds.get(number / 4 % kinds.size()));
    return name;
  }

  private void runOthers(String name) {
    IntStream.range(0, OTHERS)
        .mapToObj(i -> create(JobFlows.named(name + "-" + i).flow("a").flowAfter("b", "a")))
        .toList()
        .forEach(jobFlow -> awaitPhase(jobFlow, "Succeeded"));
  }

  /** Nothing waits, nothing is worked on: what cannot be helped is left alone. */
  private void awaitCalm() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> controller.queue().depth() == 0 && controller.queue().active() == 0);
  }

  private static String verdict(GenericKubernetesResource object) {
    String status = String.valueOf(object.<Object>get("status"));
    if (status.contains("Unreadable") || status.contains("Invalid")) {
      return status.codePoints().anyMatch(Character::isISOControl) ? "raw: " + status : "says why";
    }
    // the real schema does not let a status be written to an object that does not follow it
    return status.equals("null") || status.contains("Running") || status.contains("Succeeded")
        ? "cannot be told"
        : status;
  }

  private static String template(String field) {
    return "\"spec\": {\"flows\": [{\"name\": \"a\", \"jobTemplate\": {\"template\": {\"spec\": {"
        + field
        + ", \"containers\": [{\"name\": \"main\", \"image\": \"x\"}]}}}}]}";
  }
}
