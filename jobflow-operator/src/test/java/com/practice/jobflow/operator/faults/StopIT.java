package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM at a bad moment. */
class StopIT extends OperatorClusterTest {
  /** Of ten seconds, two are left for a release that must be tried again. */
  private static final Duration IN_TIME = Duration.ofSeconds(8);

  @TempDir Path folder;

  @Test
  void givesTheLeaseAwayInTimeAlthoughCreatesHang() throws Exception {
    FaultProxy proxy = new FaultProxy(client.getConfiguration(), "");
    String[] options = {
      "--namespace=" + namespace, "--lease-namespace=" + namespace, "--request-timeout=60s"
    };
    try (OperatorUnderTest operator = new OperatorUnderTest(proxy, folder, options)) {
      operator.start();
      operator.awaitWatching();
      JobFlows wide = JobFlows.named("wide");
      for (int i = 0; i < 8; i++) {
        wide.flow("a" + i);
      }
      // the first goes alone and comes back; of the two that follow together nothing is heard
      proxy.script(
          namespace,
          call ->
              call.method().equals("POST") && call.resource().equals("jobs") && call.number() > 2
                  ? Treatment.STALL_BEFORE
                  : Treatment.PASS);
      create(wide.build());
      Await.until(
          "creates hang; the operator says " + operator.log(),
          Duration.ofSeconds(60),
          () -> proxy.writes(namespace) >= 4);

      long began = System.nanoTime();
      int status = operator.terminate();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IN_TIME);
      assertThat(status).as(operator.log()).isZero();
      assertThat(holder()).as(operator.log()).isEmpty();
    }
  }

  private String holder() {
    Lease lease = client.leases().inNamespace(namespace).withName("jobflow-operator").get();
    String holder = lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }
}
