package com.practice.jobflow.k8s.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.engine.plan.FlowEngine;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.k8s.translate.status.Journal;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that version 0.1 began goes on as if nobody had been upgraded. */
class UpgradeTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final JobFlow jobFlow = read("mid-run-0.1.yaml");
  private final TranslatedJobFlow translated =
      new Translations(serialization).of(jobFlow).result().orElseThrow();

  @Test
  void seesNoChangeInAnUnchangedSpec() {
    assertThat(translated.specHash()).isEqualTo(jobFlow.getStatus().specHash());
    assertThat(Journal.of(jobFlow).contradicts(translated)).isFalse();
  }

  @Test
  void namesJobsAsTheyWereNamed() {
    JobNames names =
        new JobNames(
            jobFlow.getMetadata().getName(),
            jobFlow.getMetadata().getUid(),
            translated.flows().keySet());
    FlowStatus recorded = jobFlow.getStatus().flows().get(1);

    assertThat(names.name("extract", 1, JobNames.MAX_LENGTH))
        .isEqualTo("a-name-that-is-long-enough-for-some-of-its-jobs-extract");
    assertThat(names.name("extract", 2, JobNames.MAX_LENGTH))
        .isEqualTo("a-name-that-is-long-enough-for-some-of-its-jobs-extract-2");
    assertThat(names.name("a-flow-with-a-long-name", 1, JobNames.MAX_LENGTH))
        .isEqualTo(recorded.jobName());
  }

  @Test
  void readsTheSameStateAndWritesItTheSameWay() {
    RunState state = RunStates.state(jobFlow.getStatus());

    List<FlowStatus> written =
        state.flows().entrySet().stream()
            .map(
                flow ->
                    RunStates.status(
                        flow.getKey(),
                        flow.getValue(),
                        names().get(flow.getKey()).orElse(null),
                        flow.getValue().reason(),
                        flow.getValue().message()))
            .toList();

    assertThat(written).isEqualTo(jobFlow.getStatus().flows());
  }

  @Test
  void plansNothingNewWhileNothingHappens() {
    RunState state = RunStates.state(jobFlow.getStatus());

    var plan =
        FlowEngine.plan(
            translated.graph(), translated.policy(), state, Instant.parse("2026-11-22T10:05:00Z"));

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.state()).isEqualTo(state);
  }

  private Map<String, Optional<String>> names() {
    return Map.of(
        "extract",
        Optional.empty(),
        "a-flow-with-a-long-name",
        Optional.ofNullable(jobFlow.getStatus().flows().get(1).jobName()));
  }

  private JobFlow read(String file) {
    try (InputStream yaml = UpgradeTest.class.getResourceAsStream(file)) {
      return serialization.unmarshal(yaml, JobFlow.class);
    } catch (IOException unreadable) {
      throw new IllegalStateException(file, unreadable);
    }
  }
}
