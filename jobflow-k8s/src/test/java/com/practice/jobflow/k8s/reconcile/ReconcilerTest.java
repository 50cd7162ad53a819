package com.practice.jobflow.k8s.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.testing.FakeApiServer.Fault;
import com.practice.jobflow.k8s.testing.JobFlows;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReconcilerTest extends OperatorFixture {
  @Test
  void recordsAStartBeforeItCreatesTheJob() {
    apply(JobFlows.named("f").flow("a"));

    assertThat(api.takeRequests()).startsWith("update status f", "create job f-a");
  }

  @Test
  void startsAFlowWhenWhatItWaitsForHasSucceeded() {
    JobFlowKey key = apply(chain());

    end("f-a", true);

    assertThat(jobNames()).containsExactly("f-a", "f-b");
    assertThat(phase(key, "a")).isEqualTo("Succeeded");
    end("f-b", true);
    assertThat(status(key).phase()).isEqualTo("Succeeded");
    assertThat(status(key).progress()).isEqualTo("2/2");
    assertThat(condition(key, "Complete").getReason()).isEqualTo("Completed");
  }

  @Test
  void saysHowLongAnAttemptTookOnceItHasEnded() {
    JobFlowKey key = apply(chain());
    pass(Duration.ofSeconds(70));
    end("f-a", false);
    assertThat(status(key).phase()).isEqualTo("Failed");
    assertThat(status(key).duration()).isEqualTo("1m10s");

    api.apply(chain().spec("attempt: 2").build());
    settle();

    assertThat(status(key).phase()).isEqualTo("Running");
    assertThat(status(key).duration()).isNull();
    pass(Duration.ofSeconds(5));
    end("f-a-2", true);
    end("f-b", true);
    assertThat(status(key).duration()).isEqualTo("5s");
  }

  @Test
  void sendsNothingWhenNothingHappens() {
    apply(chain());
    end("f-a", true);
    end("f-b", true);
    api.takeRequests();

    for (int round = 0; round < 50; round++) {
      pass(Duration.ofMinutes(5));
    }

    assertThat(api.takeRequests()).isEmpty();
  }

  @Test
  void readsNothingWhileTheCachesSayEnough() {
    apply(JobFlows.named("f").flow("a").flow("b").flowAfter("c", "a", "b"));
    List.of("f-a", "f-b", "f-c").forEach(job -> end(job, true));

    assertThat(api.takeRequests()).noneMatch(request -> request.startsWith("get"));
  }

  @Test
  void writesProgressAloneAtMostOncePerInterval() {
    JobFlows wide = JobFlows.named("f");
    for (int i = 0; i < 30; i++) {
      wide.flow("a" + i);
    }
    apply(wide);
    pass(Duration.ofSeconds(2));
    api.takeRequests();

    for (int i = 0; i < 29; i++) {
      end("f-a" + i, true);
    }

    assertThat(api.takeRequests()).hasSizeLessThanOrEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(api.takeRequests()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void saysThatAJobRunsWithWhateverElseIsWrittenWithinTwoSeconds() {
    JobFlowKey key = apply(chain());
    api.takeRequests();

    pass(Duration.ofMillis(1_800));
    end("f-a", true);

    assertThat(api.takeRequests()).containsExactly("update status f", "create job f-b");
    assertThat(phase(key, "b")).isEqualTo("Starting");
    pass(Duration.ofMillis(1_800));
    assertThat(api.takeRequests()).isEmpty();
    pass(Duration.ofMillis(400));
    assertThat(api.takeRequests()).containsExactly("update status f");
    assertThat(phase(key, "b")).isEqualTo("Running");
  }

  @Test
  void leavesTheServerToOthersForTwiceAsLongAsALongWriteTook() {
    theFirstWriteTakesASecond();
    JobFlowKey key = apply(chain());
    api.takeRequests();

    end("f-a", true);

    pass(Duration.ofMillis(1_600));
    assertThat(api.takeRequests()).isEmpty();
    pass(Duration.ofMillis(600));
    assertThat(api.takeRequests()).containsExactly("update status f", "create job f-b");
    assertThat(phase(key, "b")).isEqualTo("Starting");
  }

  @Test
  void doesNotLetAnEditWaitForALongWrite() {
    theFirstWriteTakesASecond();
    apply(chain());
    api.takeRequests();

    apply(chain().spec("cancel: true"));

    assertThat(api.takeRequests()).contains("delete job f-a");
  }

  private void theFirstWriteTakesASecond() {
    int[] count = {0};
    api.faults(
        () -> {
          if (++count[0] == 1) {
            api.pass(Duration.ofSeconds(1));
          }
          return Fault.NONE;
        });
  }

  @Test
  void writesTheSameFactsOnlyOnce() {
    JobFlowKey key = apply(chain());
    end("f-a", true);
    end("f-b", true);
    int writes = api.statuses().size();

    api.edit("f-a", job -> job.getMetadata().getLabels().put("touched", "by a user"));
    settle();

    assertThat(api.statuses()).hasSize(writes);
    assertThat(status(key).phase()).isEqualTo("Succeeded");
  }

  @Test
  void leavesTheRecordAloneWhenSomebodyElseHasChangedIt() {
    JobFlowKey key = api.apply(chain().build());
    operator.deliver();
    api.apply(JobFlows.named("f").flow("other").build());
    operator.work();

    assertThat(api.takeRequests()).containsExactly("update status f");
    assertThat(api.jobs()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(jobNames()).containsExactly("f-other");
    assertThat(status(key).observedGeneration()).isEqualTo(2);
  }

  @Test
  void doesNotActOnACacheOlderThanItsOwnWrite() {
    api.apply(chain().build());
    operator.deliver();
    operator.work();
    api.takeRequests();
    api.endJob("f-a", true);
    while (operator.deliverJob()) {
      operator.work();
    }

    assertThat(api.takeRequests()).isEmpty();
    settle();
    assertThat(jobNames()).containsExactly("f-a", "f-b");
  }

  @Nested
  class WithATimeToLive {
    private static final String TEMPLATE =
        "jobTemplate: {ttlSecondsAfterFinished: 0, template: {spec: {containers: []}}}";

    @Test
    void withholdsAJobsUntilItsOutcomeIsRecorded() {
      apply(JobFlows.named("f").rawFlow("a", TEMPLATE).flowAfter("b", "a"));
      assertThat(api.findJob("f-a").orElseThrow().getSpec().getTtlSecondsAfterFinished()).isNull();
      api.takeRequests();

      end("f-a", true);

      assertThat(api.takeRequests())
          .containsSubsequence("update status f", "patch job f-a")
          .filteredOn(request -> request.equals("patch job f-a"))
          .hasSize(1);
      assertThat(api.findJob("f-a").orElseThrow().getSpec().getTtlSecondsAfterFinished()).isZero();
    }

    @Test
    void deletesTheJobFlowWhenItsOwnHasPassed() {
      JobFlowKey key = apply(chain().spec("ttlSecondsAfterFinished: 60"));
      end("f-a", true);
      end("f-b", true);

      pass(Duration.ofSeconds(58));
      assertThat(api.jobFlow(key)).isNotNull();
      pass(Duration.ofSeconds(5));
      assertThat(api.jobFlow(key)).isNull();
      assertThat(api.jobs()).isEmpty();
    }
  }

  @Test
  void createsNothingForAJobFlowThatIsBeingDeleted() {
    JobFlowKey key = apply(chain());
    api.terminate(key);
    api.takeRequests();

    end("f-a", true);

    assertThat(api.takeRequests()).isEmpty();
  }

  @Test
  void ignoresTheJobsOfAFormerJobFlowOfThatName() {
    JobFlowKey key = apply(chain());
    end("f-a", true);
    operator.kill();
    api.deleteJobFlow(key);
    restart();

    apply(chain());

    assertThat(phase(key, "a")).isIn("Starting", "Running");
    assertThat(jobNames()).containsExactly("f-a");
  }

  @Test
  void cancelsWhatRuns() {
    JobFlowKey key = apply(chain());

    apply(chain().spec("cancel: true"));
    pass(Duration.ofSeconds(1));

    assertThat(api.jobs()).isEmpty();
    assertThat(status(key).phase()).isEqualTo("Cancelled");
    assertThat(phase(key, "b")).isEqualTo("Cancelled");
    assertThat(condition(key, "Failed").getReason()).isEqualTo("Cancelled");
  }

  @Test
  void saysWhyItDoesNotStopIfTheServerKeepsFailingToDelete() {
    JobFlowKey key = apply(chain());
    api.fail(request -> request.startsWith("delete job f-a"));

    apply(chain().spec("cancel: true"));
    pass(Duration.ofSeconds(1));
    assertThat(status(key).phase()).isEqualTo("Stopping");
    pass(Duration.ofSeconds(30));

    assertThat(condition(key, "Stalled").getReason()).isEqualTo("ApiError");
    assertThat(condition(key, "Stalled").getMessage()).isEqualTo("a: deleting Job f-a: not now");
    api.fail(request -> false);
    pass(Duration.ofSeconds(65));
    assertThat(status(key).phase()).isEqualTo("Cancelled");
    assertThat(status(key).conditions()).extracting(Condition::getType).doesNotContain("Stalled");
  }

  @Test
  void saysWhyItDoesNotKnowIfTheServerKeepsFailingToTell() {
    JobFlowKey key = apply(chain());
    api.fail(request -> request.startsWith("get job f-a"));

    api.deleteJob("f-a");
    pass(Duration.ofSeconds(30));

    assertThat(condition(key, "Stalled").getReason()).isEqualTo("ApiError");
    assertThat(condition(key, "Stalled").getMessage()).isEqualTo("a: looking for Job f-a: not now");
    api.fail(request -> false);
    pass(Duration.ofSeconds(65));
    assertThat(flow(key, "a").reason()).isEqualTo("JobDeleted");
  }

  @Test
  void answersAnEditThatComesRightAfterTheEnd() {
    JobFlowKey key = apply(chain());
    end("f-a", true);
    api.endJob("f-b", true);
    operator.deliver();
    operator.work();
    api.apply(chain().spec("attempt: 2").build());
    settle();

    pass(Duration.ofSeconds(2));

    assertThat(status(key).attempt()).isEqualTo(2);
    assertThat(status(key).observedGeneration()).isEqualTo(2);
  }

  @Test
  void retriesUnderANewNameAndReleasesNothingEarly() {
    JobFlowKey key = apply(JobFlows.named("f").flow("a", "retry: {limit: 1, backoffSeconds: 10}"));
    end("f-a", false);
    assertThat(phase(key, "a")).isIn("Retrying", "Starting", "Running");

    pass(Duration.ofSeconds(9));
    assertThat(jobNames()).containsExactly("f-a");
    pass(Duration.ofSeconds(2));
    assertThat(jobNames()).containsExactly("f-a", "f-a-2");
    end("f-a-2", true);
    assertThat(status(key).phase()).isEqualTo("Succeeded");
  }
}
