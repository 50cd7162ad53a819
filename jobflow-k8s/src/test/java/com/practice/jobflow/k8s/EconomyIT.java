package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.JobFlows;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run costs the API server, by the server's own account. */
class EconomyIT extends ClusterTest {
  private static final String CREATE = "create jobs ";
  private static final String RECORD = "update jobflows/status ";

  @Test
  void aChainCostsACreateAndOneOrTwoRecordsForEachJob() {
    JobFlows chain = JobFlows.named("chain").flow("f0");
    IntStream.range(1, 20).forEach(i -> chain.flowAfter("f" + i, "f" + (i - 1)));

    List<String> requests = requestsOf(chain);

    assertThat(count(requests, CREATE)).isEqualTo(20);
    assertThat(count(requests, RECORD)).isBetween(21L, 42L);
    assertThat(requests).noneMatch(request -> request.startsWith("get "));
  }

  @Test
  void aChainRecordsEveryStartBeforeItIsMade() {
    JobFlows chain = JobFlows.named("order").flow("f0");
    IntStream.range(1, 5).forEach(i -> chain.flowAfter("f" + i, "f" + (i - 1)));

    List<String> requests = requestsOf(chain);

    assertThat(requests.get(0)).startsWith(RECORD);
    for (int i = 1; i < requests.size(); i++) {
      if (requests.get(i).startsWith(CREATE)) {
        assertThat(requests.get(i - 1)).as("before %s", requests.get(i)).startsWith(RECORD);
      }
    }
  }

  @Test
  void aFanOutCostsLittleMoreThanItsCreates() {
    JobFlows fan = JobFlows.named("fan").flow("root");
    IntStream.range(0, 50).forEach(i -> fan.flowAfter("leaf" + i, "root"));

    List<String> requests = requestsOf(fan);

    assertThat(count(requests, CREATE)).isEqualTo(51);
    // the root's start, its end with the leaves' starts, the end; what goes on in between is told
    // at intervals, so it depends on how long the Jobs take and not on how many they are
    assertThat(count(requests, RECORD)).isLessThanOrEqualTo(3 + intervals() + 1);
    assertThat(requests).noneMatch(request -> request.startsWith("get "));
  }

  @Test
  void anEndedRunCostsNothing() {
    requestsOf(JobFlows.named("ended").flow("a").flowAfter("b", "a"));
    int before = AuditLog.ofOperator(namespace).size();

    awaitPhase(create(JobFlows.named("other").flow("c")), "Succeeded");

    assertThat(AuditLog.ofOperator(namespace).stream().skip(before).map(AuditLog.Entry::what))
        .noneMatch(what -> what.contains("ended"));
  }

  private List<String> requestsOf(JobFlows jobFlow) {
    String name = jobFlow.build().getMetadata().getName();
    awaitPhase(create(jobFlow), "Succeeded");
    awaitEvents(name, "Completed");
    return awaitAudit("create events " + name + ".", 2).stream()
        .filter(entry -> !entry.objectRef().resource().equals("events"))
        .map(AuditLog.Entry::what)
        .toList();
  }

  /** Returns how many status intervals the run took, from the first request to the last. */
  private long intervals() {
    List<AuditLog.Entry> audit = AuditLog.ofOperator(namespace);
    Duration run = Duration.between(audit.get(0).time(), audit.get(audit.size() - 1).time());
    return run.dividedBy(settings(namespace).statusInterval());
  }

  private static long count(List<String> requests, String prefix) {
    return requests.stream().filter(request -> request.startsWith(prefix)).count();
  }
}
