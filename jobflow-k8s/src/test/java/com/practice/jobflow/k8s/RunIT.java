package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class RunIT extends ClusterTest {
  @Test
  void runsAChainInOrder() {
    Resource<JobFlow> chain =
        create(JobFlows.named("chain").flow("a").flowAfter("b", "a").flowAfter("c", "b"));

    JobFlowStatus status = awaitPhase(chain, "Succeeded");

    assertThat(status.progress()).isEqualTo("3/3");
    assertThat(jobs())
        .extracting(job -> job.getMetadata().getName())
        .containsExactlyInAnyOrder("chain-a", "chain-b", "chain-c");
    assertThat(created("chain-b")).isAfterOrEqualTo(completed("chain-a"));
    assertThat(created("chain-c")).isAfterOrEqualTo(completed("chain-b"));
    assertThat(condition(status, "Complete").getStatus()).isEqualTo("True");
  }

  @Test
  void runsADiamond() {
    Resource<JobFlow> diamond =
        create(
            JobFlows.named("diamond")
                .flow("top")
                .flowAfter("left", "top")
                .flowAfter("right", "top")
                .flowAfter("bottom", "left", "right"));

    JobFlowStatus status = awaitPhase(diamond, "Succeeded");

    assertThat(status.progress()).isEqualTo("4/4");
    assertThat(created("diamond-bottom")).isAfterOrEqualTo(completed("diamond-left"));
    assertThat(created("diamond-bottom")).isAfterOrEqualTo(completed("diamond-right"));
  }

  private Instant created(String job) {
    return OffsetDateTime.parse(job(job).getMetadata().getCreationTimestamp()).toInstant();
  }

  private Instant completed(String name) {
    Job job = job(name);
    return OffsetDateTime.parse(job.getStatus().getCompletionTime()).toInstant();
  }
}
