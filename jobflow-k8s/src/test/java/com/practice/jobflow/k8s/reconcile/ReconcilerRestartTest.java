package com.practice.jobflow.k8s.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.testing.FakeApiServer.Fault;
import com.practice.jobflow.k8s.testing.FakeOperator;
import com.practice.jobflow.k8s.testing.JobFlows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReconcilerRestartTest extends OperatorFixture {
  @Nested
  class AfterARestart {
    @Test
    void createsTheJobThatWasRecordedAndNotCreated() {
      killAt(2, Fault.KILL_BEFORE, () -> apply(chain()));
      assertThat(api.jobs()).isEmpty();

      restart();

      assertThat(jobNames()).containsExactly("f-a");
    }

    @Test
    void findsTheJobThatWasCreatedBeforeItsReplyCame() {
      killAt(2, Fault.KILL_AFTER, () -> apply(chain()));

      restart();

      assertThat(jobNames()).containsExactly("f-a");
      assertThat(api.createdJobs()).hasSize(1);
    }

    @Test
    void doesNotRunAgainWhatIsRecordedAlthoughItsJobIsGone() {
      JobFlowKey key = apply(chain());
      end("f-a", true);
      api.deleteJob("f-a");

      restart();
      end("f-b", true);

      assertThat(api.createdJobs()).hasSize(2);
      assertThat(status(key).phase()).isEqualTo("Succeeded");
    }

    @Test
    void doesNotCreateAgainWhatSomebodyDeletedWhileNobodyWatched() {
      JobFlowKey key = new JobFlowKey("default", "f");
      killAt(2, Fault.KILL_AFTER, () -> apply(chain()));
      api.deleteJob("f-a");

      restart();

      assertThat(api.createdJobs()).hasSize(1);
      assertThat(flow(key, "a").reason()).isEqualTo("JobDeleted");
    }

    @Test
    void findsTheOutcomeOfAJobThatEndedAndWentWhileNobodyWatched() {
      JobFlowKey key = apply(chain());
      pass(Duration.ofSeconds(2));
      operator.kill();
      api.endJob("f-a", true);
      api.deleteJob("f-a");

      restart();

      assertThat(phase(key, "a")).isEqualTo("Succeeded");
      assertThat(jobNames()).containsExactly("f-b");
    }

    @Test
    void doesNotCreateAgainWhatWasDeletedBeforeSomebodyEditedTheJobFlow() {
      JobFlowKey key = new JobFlowKey("default", "f");
      killAt(2, Fault.KILL_AFTER, () -> apply(chain()));
      api.deleteJob("f-a");
      api.apply(chain().spec("parallelism: 3").build());

      restart();

      assertThat(api.createdJobs()).hasSize(1);
      assertThat(flow(key, "a").reason()).isEqualTo("JobDeleted");
    }

    @Test
    void givesALostLabelBackHoweverOftenThatFails() {
      apply(chain());
      pass(Duration.ofSeconds(2));
      api.edit("f-a", job -> job.getMetadata().getLabels().remove(JobLabels.MANAGED_BY));
      faultAt(2, Fault.LOSE_REQUEST);
      settle();
      api.faults(() -> Fault.NONE);

      pass(Duration.ofSeconds(2));

      assertThat(api.jobs().get(0).getMetadata().getLabels()).containsKey(JobLabels.MANAGED_BY);
    }

    @Test
    void createsWhatWasRecordedAlthoughTheServerNoLongerKnowsWhatHappened() {
      killAt(2, Fault.KILL_BEFORE, () -> apply(chain()));
      api.forgetHistory();

      restart();

      assertThat(jobNames()).containsExactly("f-a");
    }

    @Test
    void createsNothingBeforeItKnowsWhatHappened() {
      killAt(2, Fault.KILL_AFTER, () -> apply(chain()));
      api.deleteJob("f-a");
      faultAt(2, Fault.LOSE_REQUEST);

      restart();

      assertThat(api.takeRequests()).containsSubsequence("get history f", "get history f");
      assertThat(api.createdJobs()).hasSize(1);
    }

    @Test
    void asksForNoOtherJobWhileThereIsNoAnswer() {
      killAt(2, Fault.KILL_BEFORE, () -> apply(JobFlows.named("f").flow("a").flow("b")));
      operator = new FakeOperator(api, templates, ControllerListener.NONE);
      operator.deliver();
      api.takeRequests();
      api.faults(() -> Fault.LOSE_REQUEST);

      operator.work();

      assertThat(api.takeRequests()).containsExactly("get job f-a");
      api.faults(() -> Fault.NONE);
      pass(Duration.ofSeconds(2));
      assertThat(jobNames()).containsExactly("f-a", "f-b");
    }

    @Test
    void failsAFlowWhoseJobWasDeletedMeanwhile() {
      JobFlowKey key = apply(chain());
      pass(Duration.ofSeconds(2));
      operator.kill();
      api.deleteJob("f-a");

      restart();

      assertThat(flow(key, "a").reason()).isEqualTo("JobDeleted");
      assertThat(status(key).phase()).isEqualTo("Failed");
      assertThat(api.createdJobs()).hasSize(1);
    }
  }

  @Nested
  class WhenTwoTakeThemselvesForTheLeader {
    @Test
    void createsNothingThatItsCacheHasShown() {
      killAt(2, Fault.KILL_BEFORE, () -> apply(chain()));
      FakeOperator late = new FakeOperator(api, templates, ControllerListener.NONE);
      FakeOperator other = new FakeOperator(api, templates, ControllerListener.NONE);
      List.of(late, other).forEach(FakeOperator::deliver);
      int[] count = {0};
      api.faults(
          () -> {
            // the first and second ask for the Job and its history, the third records
            if (++count[0] == 3) {
              other.work();
              late.deliverJob();
              api.deleteJob("f-a");
            }
            return Fault.NONE;
          });

      late.work();

      assertThat(api.createdJobs()).hasSize(1);
    }
  }

  @Nested
  class WhenAStrangerTakesTheNameOfAJobThatAnotherLeaderCreated {
    @Test
    void doesNotCreateItAgainUnderAnotherName() {
      killAt(2, Fault.KILL_BEFORE, () -> apply(chain()));
      FakeOperator late = new FakeOperator(api, templates, ControllerListener.NONE);
      FakeOperator other = new FakeOperator(api, templates, ControllerListener.NONE);
      List.of(late, other).forEach(FakeOperator::deliver);
      int[] count = {0};
      api.faults(
          () -> {
            switch (++count[0]) {
              // late records; four requests of the other's follow
              case 3 -> other.work();
              // late creates
              case 8 -> {
                api.deleteJob("f-a");
                api.createStranger(stranger("f-a"));
              }
              // late looks at what it has found instead
              case 9 -> late.deliver();
              default -> {}
            }
            return Fault.NONE;
          });

      late.work();
      late.settle();

      assertThat(count[0]).isGreaterThan(9);
      assertThat(api.createdJobs()).hasSize(1);
      assertThat(flow(new JobFlowKey("default", "f"), "a").reason()).isEqualTo("JobDeleted");
    }
  }

  @Nested
  class WhenEtcdIsRestored {
    @Test
    void goesOnFromTheOlderVersionAfterAMinute() {
      JobFlowKey key = apply(chain());
      pass(Duration.ofSeconds(2));
      api.restore(key);

      end("f-a", true);
      pass(Duration.ofSeconds(90));

      assertThat(phase(key, "a")).isEqualTo("Succeeded");
      assertThat(jobNames()).containsExactly("f-a", "f-b");
    }
  }

  @Nested
  class WhenSomebodyDeletesAJob {
    @Test
    void failsTheFlowAndSaysSo() {
      JobFlowKey key = apply(chain());
      pass(Duration.ofSeconds(2));

      api.deleteJob("f-a");
      settle();

      assertThat(flow(key, "a").reason()).isEqualTo("JobDeleted");
      assertThat(eventReasons()).containsExactly("Started", "JobDeleted", "Failed");
    }

    @Test
    void doesNotCreateItAgainAlthoughOnlyItsStartIsRecorded() {
      api.apply(chain().build());
      operator.deliver();
      operator.work();
      api.deleteJob("f-a");
      settle();

      assertThat(api.createdJobs()).hasSize(1);
    }

    @Test
    void keepsTheOutcomeThatWasSeenBefore() {
      JobFlowKey key = apply(chain());
      api.endJob("f-a", true);
      api.deleteJob("f-a");
      settle();

      assertThat(phase(key, "a")).isEqualTo("Succeeded");
      assertThat(jobNames()).containsExactly("f-b");
    }

    @Test
    void givesBackTheLabelThatSomebodyTookAway() {
      JobFlowKey key = apply(chain());
      pass(Duration.ofSeconds(2));

      api.edit("f-a", job -> job.getMetadata().getLabels().remove(JobLabels.MANAGED_BY));
      settle();
      end("f-a", true);

      assertThat(phase(key, "a")).isEqualTo("Succeeded");
    }
  }
}
