package com.practice.jobflow.k8s.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.graph.When;
import com.practice.jobflow.engine.plan.FailurePolicy;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFlowTranslatorTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  void absentFieldsHaveTheApisDefaults() {
    JobFlowSpec spec = spec("flows: [{name: a}]");

    assertThat(JobFlowTranslator.policy(spec)).isEqualTo(RunPolicy.DEFAULT);
    assertThat(JobFlowTranslator.drafts(spec)).containsExactly(FlowDraft.named("a"));
  }

  @Test
  void everyFieldOfTheRunIsTranslated() {
    JobFlowSpec spec =
        spec(
            "{flows: [{name: a}], failurePolicy: Abort, parallelism: 3, suspend: true, cancel:"
                + " true, attempt: 2, activeDeadlineSeconds: 60}");

    assertThat(JobFlowTranslator.policy(spec))
        .isEqualTo(
            new RunPolicy(
                FailurePolicy.ABORT,
                OptionalInt.of(3),
                true,
                true,
                2,
                Optional.of(Duration.ofSeconds(60))));
  }

  @Test
  void everyFieldOfAFlowIsTranslatedAndFinallyFlowsComeLast() {
    JobFlowSpec spec =
        spec(
            """
            finally:
            - {name: always}
            - {name: alarm, when: Failed, depends: a.Failed}
            flows:
            - {name: a, allowFailure: true, retry: {limit: 2, backoffSeconds: 1}}
            - {name: b, dependencies: [a], retry: {limit: 1, maxBackoffSeconds: 20}}
            - {name: c, depends: "a || b"}
            """);

    assertThat(JobFlowTranslator.drafts(spec))
        .containsExactly(
            FlowDraft.named("a")
                .allowingFailure()
                .retrying(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(300))),
            FlowDraft.named("b")
                .after("a")
                .retrying(new RetryPolicy(1, Duration.ofSeconds(10), Duration.ofSeconds(20))),
            FlowDraft.named("c").depends("a || b"),
            FlowDraft.named("always").asFinally(When.ALWAYS),
            FlowDraft.named("alarm").depends("a.Failed").asFinally(When.FAILED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failurePolicy: Stop | failurePolicy: \"Stop\" is none of FailFast, Continue, Abort",
        "parallelism: 0 | parallelism: 0 is less than 1",
        "attempt: -1 | attempt: -1 is less than 1",
        "activeDeadlineSeconds: -5 | activeDeadlineSeconds: -5 is less than 0"
      })
  void valuesThatTheSchemaForbidsAreNamedWithTheirField(String field, String message) {
    JobFlowSpec spec = spec("{flows: [{name: a}], " + field + "}");

    assertThatThrownBy(() -> JobFlowTranslator.policy(spec))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(message);
  }

  @Test
  void wrongWordsAndNumbersOfAFlowAreNamedWithTheirField() {
    assertThatThrownBy(
            () -> JobFlowTranslator.drafts(spec("flows: [{name: a, retry: {limit: -1}}]")))
        .hasMessage("flows[0].retry.limit: -1 is less than 0");
    assertThatThrownBy(
            () ->
                JobFlowTranslator.drafts(
                    spec("{flows: [{name: a}], finally: [{name: b, when: Never}]}")))
        .hasMessage("finally[0].when: \"Never\" is none of Always, Failed, Succeeded");
  }

  private static JobFlowSpec spec(String yaml) {
    return YAML.unmarshal(
            "apiVersion: api.practice.com/v1alpha1\nkind: JobFlow\nmetadata: {name: x}\nspec:\n"
                + yaml.indent(2),
            JobFlow.class)
        .getSpec();
  }
}
