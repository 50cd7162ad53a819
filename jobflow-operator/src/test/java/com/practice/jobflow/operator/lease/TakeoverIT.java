package com.practice.jobflow.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.operator.metrics.Exposition;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import com.practice.jobflow.operator.process.OperatorProcess;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two operators as they are shipped, with the usual 15, 10 and 2 seconds, told apart by name. */
class TakeoverIT extends OperatorClusterTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final String LEADS = "leader_election_master_status{name=\"jobflow-operator\"}";
  private static final int THREADS = 4;

  /** For a machine that has more to do than this test. */
  private static final Duration SLACK = Duration.ofSeconds(6);

  @Test
  void aStandbyTakesOverWhenTheLeaseOfAKilledLeaderRunsOut() {
    kubelet.hold("a");
    Resource<JobFlow> chain = create(chain("chain").build());
    try (OperatorProcess first = operator("--identity=first").awaitReady().awaitLeading();
        OperatorProcess second = operator("--identity=second").awaitReady()) {
      awaitFlow(chain, "a", "Running");
      second.awaitLine("waiting for the lease " + namespace + "/jobflow-operator held by first_");
      assertThat(scrape(first).value(LEADS)).contains(1.0);
      assertThat(scrape(second).value(LEADS)).contains(0.0);
      assertThat(second.get("/readyz?verbose").body()).contains("[+]caches ok");

      Instant killed = Instant.now();
      first.kill();
      kubelet.release("a");
      second.awaitLeading();
      Duration took = Duration.between(killed, Instant.now());

      // the last renewal was up to a retry period before the end
      assertThat(took).isBetween(Duration.ofSeconds(12), Duration.ofMillis(17_400).plus(SLACK));
      assertThat(awaitPhase(chain, "Succeeded").progress()).isEqualTo("3/3");
      assertThat(jobs()).hasSize(3);
      assertThat(scrape(second).value(LEADS)).contains(1.0);
      assertThat(lease().getLeaseTransitions()).isEqualTo(1);
    }
  }

  @Test
  void aStandbyTakesOverAtOnceFromALeaderThatIsToldToEnd() {
    kubelet.hold("a");
    Resource<JobFlow> chain = create(chain("chain").build());
    try (OperatorProcess first = operator("--identity=first").awaitReady().awaitLeading();
        OperatorProcess second = operator("--identity=second").awaitReady()) {
      awaitFlow(chain, "a", "Running");
      second.awaitLine("waiting for the lease");

      first.terminate();
      assertThat(first.awaitExit(Duration.ofSeconds(10))).isZero();
      Instant ended = Instant.now();
      kubelet.release("a");
      second.awaitLeading();

      assertThat(Duration.between(ended, Instant.now()))
          .isLessThan(Duration.ofMillis(2_400).plus(SLACK));
      assertThat(first.output()).anyMatch(line -> line.contains("released the lease"));
      assertThat(awaitPhase(chain, "Succeeded").progress()).isEqualTo("3/3");
      assertThat(jobs()).hasSize(3);
    }
  }

  @Test
  void aLeaderThatWasHaltedForTwentySecondsWritesNothingWhenItWakes() throws IOException {
    String[] options = {"--workers=" + THREADS, "--max-parallel-creates=" + THREADS};
    try (OperatorProcess first = named("first", options).awaitReady().awaitLeading();
        OperatorProcess second = named("second", options).awaitReady()) {
      List<Resource<JobFlow>> chains =
          IntStream.range(0, 30).mapToObj(i -> create(chain("chain-" + i).build())).toList();
      // in the middle of it: some have ended, most have not
      awaitPhase(chains.get(3), "Succeeded");

      first.pause();
      Instant paused = Instant.now();
      second.awaitLeading();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Duration.between(paused, Instant.now()).toSeconds() >= 20);
      Instant resumed = Instant.now();
      first.resume();

      assertThat(first.awaitExit(Duration.ofSeconds(5))).isEqualTo(1);
      assertThat(first.output()).anyMatch(line -> line.contains("lost the lease"));
      chains.forEach(chain -> assertOneRunInOrder(awaitPhase(chain, "Succeeded")));
      assertNothingRanTwice();
      assertThat(writes("first", paused)).as("the test halts it while it works").isNotEmpty();
      // what a thread had asked the fence for, and not sent yet, when it was halted
      assertThat(writes("first", Instant.MAX).size() - writes("first", resumed).size())
          .as("written after it woke")
          .isLessThanOrEqualTo(2 * THREADS);
      assertThat(scrape(second).problems()).isEmpty();
      assertThat(scrape(second).value("jobflow_jobflows{phase=\"Succeeded\"}")).contains(30.0);
      assertThat(lease().getHolderIdentity()).startsWith("second_");
    }
  }

  @Test
  void ofTwoThatStartTogetherOneLeadsAndBothAreReady() {
    try (OperatorProcess first = operator("--identity=first");
        OperatorProcess second = operator("--identity=second")) {
      first.awaitReady();
      second.awaitReady();
      first.await("or the other leads", () -> leaders(first, second) == 1);

      for (OperatorProcess operator : List.of(first, second)) {
        assertThat(scrape(operator).problems()).isEmpty();
        assertThat(operator.get("/livez").body()).isEqualTo("ok");
        assertThat(operator.get("/healthz?verbose").body()).endsWith("healthz check passed\n");
      }
      assertThat(lease().getLeaseDurationSeconds()).isEqualTo(15);
    }
  }

  private OperatorProcess named(String name, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--identity=" + name);
    return operator(all.toArray(String[]::new));
  }

  private static JobFlows chain(String name) {
    return JobFlows.named(name).flow("a").flowAfter("b", "a").flowAfter("c", "b");
  }

  private static int leaders(OperatorProcess... operators) {
    return Stream.of(operators)
        .mapToInt(operator -> scrape(operator).value(LEADS).orElseThrow().intValue())
        .sum();
  }

  private static Exposition scrape(OperatorProcess operator) {
    return Exposition.parse(operator.get("/metrics").body());
  }

  private LeaseSpec lease() {
    return client.leases().inNamespace(namespace).withName("jobflow-operator").get().getSpec();
  }

  private static void assertOneRunInOrder(JobFlowStatus status) {
    assertThat(status.progress()).isEqualTo("3/3");
    assertThat(status.flows())
        .allSatisfy(flow -> assertThat(flow.phase()).isEqualTo("Succeeded"))
        .allSatisfy(flow -> assertThat(flow.attempt()).isNull());
    List<String> starts =
        Stream.of("a", "b", "c")
            .map(
                name ->
                    status.flows().stream()
                        .filter(flow -> name.equals(flow.name()))
                        .map(FlowStatus::startTime)
                        .findFirst()
                        .orElseThrow())
            .map(String::valueOf)
            .toList();
    assertThat(starts).isSorted();
  }

  private void assertNothingRanTwice() throws IOException {
    List<Job> jobs = jobs();
    assertThat(jobs).hasSize(90);
    List<AuditLog.Entry> all = new ArrayList<>(writes("first", Instant.MAX));
    all.addAll(writes("second", Instant.MAX));
    List<String> created =
        all.stream()
            .filter(AuditLog.Entry::isDone)
            .map(AuditLog.Entry::what)
            .filter(what -> what.startsWith("create jobs "))
            .toList();
    Set<String> once = new HashSet<>(created);
    assertThat(created).hasSameSizeAs(once).hasSize(90);
    assertThat(all).noneMatch(entry -> entry.verb().startsWith("delete"));
  }

  /** Returns what an operator asked to be written and was answered before a moment. */
  private List<AuditLog.Entry> writes(String identity, Instant before) throws IOException {
    Path log = Path.of(System.getenv("KUBECONFIG")).resolveSibling("audit.log");
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("\"" + namespace + "\""))
          .filter(line -> line.contains("(" + identity + ")"))
          .map(line -> SERIALIZATION.unmarshal(line, AuditLog.Entry.class))
          .filter(entry -> Set.of("create", "update", "patch", "delete").contains(entry.verb()))
          .filter(entry -> !entry.objectRef().resource().equals("leases"))
          .filter(
              entry -> OffsetDateTime.parse(entry.stageTimestamp()).toInstant().isBefore(before))
          .toList();
    }
  }
}
