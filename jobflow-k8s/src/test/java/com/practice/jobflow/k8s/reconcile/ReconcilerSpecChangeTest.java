package com.practice.jobflow.k8s.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.testing.FakeApiServer.Fault;
import com.practice.jobflow.k8s.testing.JobFlows;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows changed after the start, which API servers without CEL let pass. */
class ReconcilerSpecChangeTest extends OperatorFixture {
  static List<JobFlows> changes() {
    return List.of(
        JobFlows.named("f").flow("a").flowAfter("c", "a"),
        JobFlows.named("f").flow("x"),
        JobFlows.named("f").flowAfter("a", "b").flowAfter("b", "a"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void recordsWhatEndsAndStartsNothingUntilTheyAreChangedBack(JobFlows changed) {
    JobFlowKey key = apply(chain());

    apply(changed);
    assertThat(condition(key, "Stalled").getReason()).isEqualTo("SpecChanged");
    end("f-a", true);
    pass(Duration.ofMinutes(1));

    assertThat(phase(key, "a")).isEqualTo("Succeeded");
    assertThat(status(key).phase()).isEqualTo("Running");
    assertThat(status(key).progress()).isEqualTo("1/2");
    assertThat(status(key).message()).contains("SpecChanged");
    assertThat(jobNames()).containsExactly("f-a");

    apply(chain());
    assertThat(status(key).conditions()).extracting(Condition::getType).doesNotContain("Stalled");
    assertThat(jobNames()).containsExactly("f-a", "f-b");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void cancelsAllTheSame(JobFlows changed) {
    JobFlowKey key = apply(chain());
    apply(changed);

    apply(changed.spec("cancel: true"));

    assertThat(api.jobs()).isEmpty();
    assertThat(phase(key, "a")).isEqualTo("Cancelled");
    assertThat(status(key).phase()).isEqualTo("Cancelled");
    assertThat(status(key).flows()).hasSize(1);
    api.takeRequests();
    pass(Duration.ofHours(1));
    assertThat(api.takeRequests()).isEmpty();
  }

  @Test
  void keepsItsDeadline() {
    JobFlowKey key = apply(chain());

    apply(JobFlows.named("f").flow("x").spec("activeDeadlineSeconds: 60"));
    pass(Duration.ofSeconds(70));

    assertThat(api.jobs()).isEmpty();
    assertThat(status(key).phase()).isEqualTo("Failed");
    assertThat(condition(key, "Failed").getReason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void showsThatItIsSuspended() {
    JobFlowKey key = apply(chain());

    apply(JobFlows.named("f").flow("x").spec("suspend: true"));
    assertThat(status(key).phase()).isEqualTo("Suspended");

    apply(JobFlows.named("f").flow("x"));
    assertThat(status(key).phase()).isEqualTo("Running");
  }

  @Test
  void deletesAnEndedJobFlowWhenItsTimeIsUp() {
    JobFlowKey key = apply(JobFlows.named("f").flow("a").spec("ttlSecondsAfterFinished: 60"));
    end("f-a", true);

    apply(JobFlows.named("f").flow("x").spec("ttlSecondsAfterFinished: 60"));
    assertThat(condition(key, "Stalled").getReason()).isEqualTo("SpecChanged");
    assertThat(status(key).phase()).isEqualTo("Succeeded");
    pass(Duration.ofSeconds(70));

    assertThat(api.jobFlow(key)).isNull();
  }

  @Test
  void runsNothingAgainThatWasChanged() {
    JobFlowKey key = apply(JobFlows.named("f").flow("a"));
    end("f-a", false);

    apply(JobFlows.named("f").flow("x").spec("attempt: 2"));

    assertThat(status(key).phase()).isEqualTo("Failed");
    assertThat(jobNames()).containsExactly("f-a");
  }

  @Test
  void reachesNoVerdictOverAFailureBeforeTheyAreChangedBack() {
    JobFlowKey key = apply(chain());
    apply(JobFlows.named("f").flow("x"));

    end("f-a", false);
    pass(Duration.ofSeconds(2));
    assertThat(phase(key, "a")).isEqualTo("Failed");
    assertThat(status(key).phase()).isEqualTo("Running");

    apply(chain());
    assertThat(status(key).phase()).isEqualTo("Failed");
    assertThat(phase(key, "b")).isEqualTo("Skipped");
  }

  @Test
  void letsRunningFlowsEndWhenTheRunWasStoppingAlready() {
    JobFlows all = JobFlows.named("f").flow("a").flow("b").flowAfter("c", "b");
    JobFlowKey key = apply(all);
    end("f-a", false);
    assertThat(status(key).phase()).isEqualTo("Stopping");

    apply(JobFlows.named("f").flow("x"));
    end("f-b", true);
    pass(Duration.ofSeconds(5));
    assertThat(phase(key, "b")).isEqualTo("Succeeded");
    assertThat(status(key).phase()).isEqualTo("Stopping");

    apply(all);
    assertThat(status(key).phase()).isEqualTo("Failed");
  }

  @Test
  void letsARunningFinallyFlowEndAlthoughTheRestIsCancelled() {
    JobFlowKey key = apply(JobFlows.named("f").flow("a").finallyFlow("z"));
    end("f-a", true);
    assertThat(jobNames()).contains("f-z");
    JobFlows changed = JobFlows.named("f").flow("x").finallyFlow("z").spec("cancel: true");

    apply(changed);
    assertThat(jobNames()).contains("f-z");
    end("f-z", true);

    assertThat(phase(key, "z")).isEqualTo("Succeeded");
    assertThat(status(key).phase()).isEqualTo("Cancelled");
  }

  @Test
  void seesThatSomebodyDeletedAJob() {
    JobFlowKey key = apply(chain());
    apply(JobFlows.named("f").flow("x"));
    pass(Duration.ofSeconds(2));

    api.deleteJob("f-a");
    settle();
    pass(Duration.ofSeconds(2));

    assertThat(flow(key, "a").reason()).isEqualTo("JobDeleted");
  }

  @Test
  void createsNothingThatWasOnlyRecorded() {
    killAt(2, Fault.KILL_BEFORE, () -> apply(chain()));
    JobFlowKey key = api.apply(JobFlows.named("f").flow("a").flowAfter("c", "a").build());

    restart();
    pass(Duration.ofMinutes(1));
    assertThat(api.jobs()).isEmpty();
    assertThat(phase(key, "a")).isEqualTo("Starting");

    apply(chain());
    assertThat(jobNames()).containsExactly("f-a");
  }
}
