package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import com.practice.jobflow.operator.process.OperatorProcess;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class OperatorIT extends OperatorClusterTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JobFlows CHAIN =
      JobFlows.named("chain").flow("a").flowAfter("b", "a").flowAfter("c", "b");

  @Test
  void runsTheExampleToItsEnd() throws IOException {
    try (OperatorProcess operator = operator().awaitReady().awaitLeading()) {
      Resource<JobFlow> example = create(example("yaml/example.yaml"));

      JobFlowStatus status = awaitPhase(example, "Succeeded");

      assertThat(status.progress()).isEqualTo("5/5");
      assertThat(jobs()).hasSize(5);
      operator.awaitLine("\"reason\":\"Completed\"");
      assertThat(operator.get("/livez").body()).isEqualTo("ok");
      assertThat(operator.get("/metrics").body())
          .contains("jobflow_finished_total{reason=\"Completed\",result=\"Succeeded\"} 1.0");
    }
  }

  @Test
  void everyLineOfItsLogIsJsonAndNamesTheJobFlowThatItIsAbout() {
    try (OperatorProcess operator = operator().awaitReady().awaitLeading()) {
      awaitPhase(create(CHAIN.build()), "Succeeded");
      operator.awaitLine("\"reason\":\"Completed\"");

      List<Map<String, Object>> lines =
          operator.output().stream()
              .map(line -> JSON.readValue(line, new TypeReference<Map<String, Object>>() {}))
              .toList();

      assertThat(lines)
          .allSatisfy(line -> assertThat(line).containsKeys("time", "level", "logger", "message"))
          .filteredOn(line -> line.containsKey("uid"))
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(line -> assertThat(line).containsEntry("jobflow", namespace + "/chain"));
      assertThat(lines).extracting(line -> line.get("level")).doesNotContain("ERROR", "WARN");
    }
  }

  @Test
  void stopsInTenSecondsAndAnotherGoesOn() {
    kubelet.hold("b");
    Resource<JobFlow> chain = create(CHAIN.build());
    List<String> before;
    try (OperatorProcess first = operator().awaitReady()) {
      awaitFlow(chain, "b", "Running");
      before = jobs().stream().map(OperatorIT::uid).toList();

      first.terminate();

      assertThat(first.awaitExit(Duration.ofSeconds(10))).isZero();
      assertThat(first.output()).anyMatch(line -> line.contains("released the lease"));
    }
    kubelet.release("b");
    try (OperatorProcess second = operator().awaitReady()) {
      JobFlowStatus status = awaitPhase(chain, "Succeeded");

      assertThat(status.progress()).isEqualTo("3/3");
      assertThat(jobs()).hasSize(3).extracting(OperatorIT::uid).containsAll(before);
      assertThat(second.isAlive()).isTrue();
    }
  }

  @Test
  void aStandbyTakesOverFromOneThatWasKilled() {
    String[] patience = {"--lease-duration=3s", "--renew-deadline=2s", "--retry-period=500ms"};
    kubelet.hold("a");
    Resource<JobFlow> chain = create(CHAIN.build());
    try (OperatorProcess first = operator(patience).awaitLeading();
        OperatorProcess second = operator(patience).awaitReady()) {
      awaitFlow(chain, "a", "Running");
      assertThat(second.output()).noneMatch(line -> line.contains("Running JobFlows"));

      first.kill();
      kubelet.release("a");

      second.awaitLeading();
      assertThat(awaitPhase(chain, "Succeeded").progress()).isEqualTo("3/3");
      assertThat(jobs()).hasSize(3);
    }
  }

  @Test
  void whoWakesUpWithoutItsLeaseEndsAtOnce() {
    String[] patience = {"--lease-duration=3s", "--renew-deadline=2s", "--retry-period=500ms"};
    try (OperatorProcess first = operator(patience).awaitLeading();
        OperatorProcess second = operator(patience).awaitReady()) {
      first.pause();
      second.awaitLeading();

      first.resume();

      assertThat(first.awaitExit(Duration.ofSeconds(5))).isEqualTo(1);
      assertThat(first.output()).anyMatch(line -> line.contains("the lease is lost"));
    }
  }

  private static String uid(Job job) {
    return job.getMetadata().getUid();
  }
}
