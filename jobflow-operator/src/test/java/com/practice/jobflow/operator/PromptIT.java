package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import com.practice.jobflow.operator.process.OperatorProcess;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Test;

/** An operator that watches pods, on whatever Jobs there may be. */
class PromptIT extends OperatorClusterTest {
  private static final String POD =
      "template: {spec: {containers: [{name: main, image: busybox}]}}";

  @Test
  void runsJobsWhosePodsTellTheirEndAndJobsWhosePodsDoNot() {
    kubelet.tracking().fail("flaky", 1);
    try (OperatorProcess operator = operator("--prompt=true").awaitReady().awaitLeading()) {
      Resource<JobFlow> all =
          create(
              JobFlows.named("all")
                  .flow("plain")
                  .flowAfter("next", "plain")
                  .rawFlow("flaky", "jobTemplate: {backoffLimit: 6, " + POD + "}")
                  .rawFlow("three", "jobTemplate: {completions: 3, parallelism: 2, " + POD + "}")
                  .rawFlow("queue", "jobTemplate: {parallelism: 2, " + POD + "}")
                  .rawFlow("limited", "jobTemplate: {activeDeadlineSeconds: 600, " + POD + "}")
                  .flowAfter("last", "next", "flaky", "three", "queue", "limited")
                  .build());

      JobFlowStatus status = awaitPhase(all, "Succeeded");

      assertThat(status.progress()).isEqualTo("7/7");
      assertThat(jobs()).hasSize(7);
      assertThat(operator.get("/metrics").body())
          .contains("jobflow_informer_watching{resource=\"pods\"} 1.0");
    }
  }

  @Test
  void looksAtNoPodUnlessToldTo() {
    try (OperatorProcess operator = operator().awaitReady().awaitLeading()) {
      awaitPhase(create(JobFlows.named("chain").flow("a").build()), "Succeeded");

      assertThat(operator.get("/metrics").body())
          .contains("resource=\"jobs\"")
          .doesNotContain("resource=\"pods\"");
    }
  }
}
