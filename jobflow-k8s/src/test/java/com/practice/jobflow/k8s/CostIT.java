package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What runs of three shapes cost the API server, and how long an edge takes, by the audit log; the
 * table is {@code target/cost.txt}. Only counts are held against limits: times depend on the
 * machine.
 */
class CostIT extends ClusterTest {
  private static final Path TABLE = Path.of("target", "cost.txt");

  static Stream<Arguments> shapes() {
    JobFlows chain = JobFlows.named("f").flow("f0");
    IntStream.range(1, 20).forEach(i -> chain.flowAfter("f" + i, "f" + (i - 1)));
    JobFlows fan = JobFlows.named("f").flow("root");
    IntStream.range(0, 50).forEach(i -> fan.flowAfter("leaf" + i, "root"));
    JobFlows grid = JobFlows.named("f");
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 5; column++) {
        String before = "r" + (row - 1) + "c";
        grid.flowAfter(
            "r" + row + "c" + column,
            row == 0
                ? new String[0]
                : IntStream.range(0, 5).mapToObj(i -> before + i).toArray(String[]::new));
      }
    }
    return Stream.of(
        Arguments.of("chain-20", chain),
        Arguments.of("fan-out-50", fan),
        Arguments.of("grid-5x5", grid));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void aRunCostsACreateForEachJobAndFewRecords(String shape, JobFlows jobFlow) throws IOException {
    controller.close();
    ControllerSettings usual = ControllerSettings.DEFAULT;
    controller =
        new JobFlowController(
            operatorClient,
            new ControllerSettings(
                List.of(namespace),
                usual.workers(),
                usual.maxParallelCreates(),
                usual.statusInterval(),
                usual.resync(),
                usual.requestTimeout(),
                "it",
                false),
            () -> true,
            ControllerListener.NONE);
    controller.lead().join();
    warmUp();
    Resource<JobFlow> created = create(jobFlow);
    awaitPhase(created, "Succeeded");
    awaitEvents("f", "Completed");

    List<AuditLog.Entry> audit =
        awaitAudit("create events f.", 2).stream()
            .filter(entry -> !entry.what().contains("warm"))
            .toList();
    List<Flow> flows = jobFlow.build().getSpec().flows();
    long seconds =
        Duration.between(audit.get(0).time(), audit.get(audit.size() - 1).time()).toSeconds() + 1;
    long writes = audit.stream().filter(entry -> !isEvent(entry)).count();
    report(shape, flows, audit);

    assertThat(count(audit, "create jobs ")).isEqualTo(flows.size());
    assertThat(count(audit, "get ")).isZero();
    assertThat(count(audit, "create events ")).isEqualTo(2);
    // each step of a chain needs one record, of its end and the next one's start together
    assertThat(writes).isLessThanOrEqualTo(flows.size() + steps(flows) + 2 + seconds);
  }

  /** A few Jobs that are not counted, for classes to be loaded and code to be compiled. */
  private void warmUp() {
    JobFlows warm = JobFlows.named("warm").flow("w0");
    IntStream.range(1, 10).forEach(i -> warm.flowAfter("w" + i, "w" + (i - 1)));
    awaitPhase(create(warm), "Succeeded");
    awaitEvents("warm", "Completed");
  }

  /** Returns after how many different sets of ends something starts. */
  private static long steps(List<Flow> flows) {
    return flows.stream().map(Flow::dependencies).distinct().count();
  }

  private void report(String shape, List<Flow> flows, List<AuditLog.Entry> audit)
      throws IOException {
    double jobs = flows.size();
    List<Double> edges = edges(flows, audit);
    String line =
        String.format(
            Locale.ROOT,
            "%-10s %4d Jobs: create %.2f, status %.2f, get %.2f, delete %.2f, patch %.2f, events"
                + " %.2f per Job; %.1f s; edge p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d%n",
            shape,
            flows.size(),
            count(audit, "create jobs ") / jobs,
            count(audit, "update jobflows/status ") / jobs,
            count(audit, "get ") / jobs,
            count(audit, "delete ") / jobs,
            count(audit, "patch ") / jobs,
            count(audit, "create events ") / jobs,
            Duration.between(audit.get(0).time(), audit.get(audit.size() - 1).time()).toMillis()
                / 1000.0,
            edges.get((int) (edges.size() * 0.5)),
            edges.get((int) (edges.size() * 0.99)),
            edges.get(edges.size() - 1),
            edges.size());
    Files.writeString(TABLE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Milliseconds from the last dependency's end, as the Job controller wrote it, to the create. */
  private List<Double> edges(List<Flow> flows, List<AuditLog.Entry> audit) {
    Map<String, Instant> ended = new HashMap<>();
    AuditLog.of(namespace, "job-controller").stream()
        .filter(entry -> entry.what().startsWith("update jobs/status f-"))
        .forEach(entry -> ended.put(String.valueOf(entry.objectRef().name()), entry.time()));
    List<Double> edges = new ArrayList<>();
    for (Flow flow : flows) {
      Optional<Instant> cause =
          flow.dependencies().stream()
              .map(dependency -> ended.get("f-" + dependency))
              .max(Comparator.naturalOrder());
      cause.ifPresent(time -> edges.add(millis(time, created(audit, String.valueOf(flow.name())))));
    }
    edges.sort(Comparator.naturalOrder());
    return edges;
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static Instant created(List<AuditLog.Entry> audit, String flow) {
    return audit.stream()
        .filter(entry -> entry.what().equals("create jobs f-" + flow))
        .findFirst()
        .orElseThrow()
        .time();
  }

  private static boolean isEvent(AuditLog.Entry entry) {
    return entry.what().startsWith("create events ");
  }

  private static long count(List<AuditLog.Entry> audit, String prefix) {
    return audit.stream().filter(entry -> entry.what().startsWith(prefix)).count();
  }
}
