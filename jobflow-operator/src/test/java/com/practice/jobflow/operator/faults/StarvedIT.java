package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import com.practice.jobflow.operator.process.OperatorProcess;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The leader gets 5 % of a processor, 5 ms of every 100, while a standby waits for its lease: it
 * may keep the lease or lose it, but whoever leads, every run is as if nothing had been.
 */
@Tag("faults")
class StarvedIT extends OperatorClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A shell that waits without starting anything: what it starts would take more than 5 ms. */
  private static final String FIVE_PERCENT =
      "exec {never}<> <(:);"
          + " while kill -CONT \"$0\"; do read -r -t 0.005 -u $never;"
          + " kill -STOP \"$0\" || break; read -r -t 0.095 -u $never; done";

  @Test
  void aLeaderWithATwentiethOfAProcessorDoesEverythingOnceOrLeavesItToTheOther()
      throws IOException {
    try (RunHistory history = new RunHistory(client);
        OperatorProcess first = operator("--identity=first").awaitReady().awaitLeading();
        OperatorProcess second = operator("--identity=second").awaitReady()) {
      second.awaitLine("waiting for the lease");
      Process throttle =
          new ProcessBuilder("bash", "-c", FIVE_PERCENT, String.valueOf(first.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<JobFlow> created = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          created.add(start(Shape.CHAIN_3, i));
          created.add(start(Shape.DIAMOND, i));
          created.add(start(Shape.FAN_OUT_20, i));
        }
        Await.until(
            "all have ended",
            PATIENCE,
            () -> created.stream().allMatch(each -> history.hasEnded(uid(each))));
        assertThat(throttle.isAlive() || !first.isAlive()).isTrue();
      } finally {
        throttle.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        if (first.isAlive()) {
          first.resume();
        }
      }

      for (JobFlow each : created) {
        assertThat(history.last(uid(each)).getStatus().phase()).isEqualTo("Succeeded");
        assertThat(Oracle.judge(history, uid(each))).isEmpty();
        int flows = each.getSpec().flows().size();
        assertThat(history.jobs(uid(each))).as("Jobs of %s", each).hasSize(flows);
      }
      assertThat(history.gaps()).isEmpty();
      second.await("and the first do not agree on who leads", () -> leads(first) != leads(second));
      System.out.printf(
          "5 %% of a processor: the first %s%n",
          leads(first) ? "has kept the lease" : "has lost the lease, and the second has it");
      if (!leads(first)) {
        assertThat(first.awaitExit(Duration.ofSeconds(10))).isEqualTo(1);
        assertThat(first.output()).anyMatch(line -> line.contains("lost the lease"));
      }
    }
  }

  private static boolean leads(OperatorProcess operator) {
    return operator.isAlive()
        && operator
            .get("/metrics")
            .body()
            .contains("leader_election_master_status{name=\"jobflow-operator\"} 1");
  }

  private JobFlow start(Shape shape, int number) {
    JobFlow jobFlow = shape.build();
    jobFlow.setMetadata(
        new ObjectMetaBuilder(jobFlow.getMetadata())
            .withName(shape.toString() + "-" + number)
            .build());
    return client.resources(JobFlow.class).inNamespace(namespace).resource(jobFlow).create();
  }

  private static String uid(JobFlow jobFlow) {
    return jobFlow.getMetadata().getUid();
  }
}
