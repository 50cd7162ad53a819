package com.practice.jobflow.k8s.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CensusTest {
  private final Census census = new Census();
  private final ObjectCache<JobFlow> cache = new ObjectCache<>(census);

  @Test
  void countsJobFlowsAndTheirFlowsByPhase() {
    put("ns/new", null);
    put("ns/one", "Running", "Succeeded", "Running");
    put("ns/two", "Running", "Starting");

    assertThat(census.figures().jobFlows())
        .containsEntry("Pending", 1)
        .containsEntry("Running", 2)
        .containsEntry("Failed", 0);
    assertThat(census.figures().flows())
        .containsEntry("Succeeded", 1)
        .containsEntry("Running", 1)
        .containsEntry("Starting", 1)
        .containsEntry("Waiting", 6);
  }

  @Test
  void forgetsWhatHasChangedOrGone() {
    put("ns/one", "Running", "Succeeded", "Running");
    put("ns/one", "Succeeded", "Succeeded", "Succeeded", "Succeeded");
    put("ns/two", "Running", "Running");

    cache.remove("ns/two");
    cache.remove("ns/two");

    assertThat(census.figures().jobFlows())
        .containsEntry("Running", 0)
        .containsEntry("Succeeded", 1);
    assertThat(census.figures().flows()).containsEntry("Succeeded", 3).containsEntry("Waiting", 0);
  }

  @Test
  void makesNoLabelOfAWordThatIsNoPhase() {
    put("ns/one", "somebody's word", "another");

    assertThat(census.figures().jobFlows()).containsEntry("Unknown", 1).hasSize(9);
    assertThat(census.figures().flows()).containsEntry("Unknown", 1);
  }

  private void put(String key, @Nullable String phase, String... flowPhases) {
    JobFlow jobFlow = JobFlows.named("f").flow("a").flow("b").finallyFlow("c").build();
    List<FlowStatus> flows =
        Stream.of(flowPhases)
            .map(flow -> new FlowStatus("a", flow, null, null, null, null, null, null, null, null))
            .toList();
    jobFlow.setStatus(
        phase == null
            ? null
            : new JobFlowStatus(
                1L, phase, null, null, null, null, null, null, null, List.of(), flows, null));
    cache.put(key, new Decoded<>("u", "1", jobFlow, null, false));
  }
}
