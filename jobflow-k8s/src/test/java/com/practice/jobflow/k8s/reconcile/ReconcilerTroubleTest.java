package com.practice.jobflow.k8s.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cache.Decoded;
import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.FakeApiServer.Fault;
import com.practice.jobflow.k8s.testing.FakeOperator;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlowStatus;
import com.practice.jobflow.model.JobTemplate;
import com.practice.jobflow.model.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcilerTroubleTest extends OperatorFixture {
  @Nested
  class WhenTheNameIsTaken {
    @Test
    void recordsAnotherNameBeforeItUsesIt() {
      api.createStranger(stranger("f-a"));

      JobFlowKey key = apply(chain());

      String name = flow(key, "a").jobName();
      assertThat(name).matches("f-a-[a-z2-7]{10}");
      assertThat(jobNames()).containsExactly("f-a", name);
      assertThat(eventReasons()).contains("JobNameConflict");
      assertThat(api.findJob("f-a").orElseThrow().getMetadata().getOwnerReferences()).isEmpty();
      end(name, true);
      assertThat(jobNames()).contains("f-b");
    }

    @Test
    void waitsForTheJobOfAFormerJobFlowToBeCollected() {
      Job former = stranger("f-a");
      former.getMetadata().setOwnerReferences(owner("JobFlow", "f", "uid-of-before"));
      api.createStranger(former);

      JobFlowKey key = apply(chain());

      assertThat(condition(key, "Stalled").getReason()).isEqualTo("FormerJob");
      api.deleteJob("f-a");
      pass(Duration.ofSeconds(5));
      assertThat(api.findJob("f-a")).isPresent();
      assertThat(status(key).conditions()).extracting(Condition::getType).doesNotContain("Stalled");
    }

    @Test
    void goesOnSoonAfterAFormerJobThatTookLongIsCollected() {
      Job former = stranger("f-a");
      former.getMetadata().setOwnerReferences(owner("JobFlow", "f", "uid-of-before"));
      api.createStranger(former);
      JobFlowKey key = apply(chain());
      pass(Duration.ofMinutes(20));

      api.deleteJob("f-a");
      pass(Duration.ofSeconds(20));

      assertThat(api.findJob("f-a")).isPresent();
      assertThat(status(key).conditions()).extracting(Condition::getType).doesNotContain("Stalled");
    }

    @Test
    void takesItsOwnJobForWhatItIs() {
      loseReplyOf(2, () -> apply(chain()));

      pass(Duration.ofSeconds(5));

      assertThat(api.createdJobs()).hasSize(1);
      assertThat(jobNames()).containsExactly("f-a");
    }
  }

  @Nested
  class WhenAJobIsRefused {
    @Test
    void saysSoAtOnceWhenItIsRefusedForAnotherReason() {
      api.admission(refusing(ApiRefusal.Kind.QUOTA, "exceeded quota"));
      JobFlowKey key = apply(JobFlows.named("f").flow("a"));
      pass(Duration.ofSeconds(10));
      api.admission(refusing(ApiRefusal.Kind.FORBIDDEN, "denied"));
      api.takeRequests();

      while (!api.takeRequests().contains("create job f-a")) {
        pass(Duration.ofSeconds(1));
      }

      assertThat(condition(key, "Stalled").getReason()).isEqualTo("Forbidden");
    }

    @Test
    void failsTheFlowWhoseTemplateIsInvalid() {
      api.admission(refusing(ApiRefusal.Kind.INVALID, "spec.template: Required value"));

      JobFlowKey key = apply(JobFlows.named("f").flow("a", "retry: {limit: 3}"));

      assertThat(flow(key, "a").reason()).isEqualTo("InvalidTemplate");
      assertThat(flow(key, "a").message()).contains("Required value");
      assertThat(status(key).phase()).isEqualTo("Failed");
    }

    @Test
    void waitsForRoomInTheQuotaAndGoesOn() {
      api.admission(refusing(ApiRefusal.Kind.QUOTA, "exceeded quota: jobs"));
      JobFlowKey key = apply(JobFlows.named("f").flow("a").flow("b"));
      pass(Duration.ofSeconds(30));

      assertThat(condition(key, "Stalled").getReason()).isEqualTo("QuotaExceeded");
      assertThat(flow(key, "a").phase()).isEqualTo("Starting");
      api.admission(answer -> answer);
      pass(Duration.ofMinutes(5));
      assertThat(jobNames()).containsExactly("f-a", "f-b");
      assertThat(eventReasons()).containsOnlyOnce("Stalled");
    }

    @Test
    void saysWhyAJobIsNotThereIfTheServerKeepsFailing() {
      api.admission(refusing(ApiRefusal.Kind.UNKNOWN, "failed calling webhook: timeout"));
      JobFlowKey key = apply(JobFlows.named("f").flow("a"));
      assertThat(status(key).message()).isEqualTo("running: a");

      pass(Duration.ofSeconds(30));

      assertThat(condition(key, "Stalled").getReason()).isEqualTo("ApiError");
      assertThat(condition(key, "Stalled").getMessage())
          .isEqualTo("a: creating Job f-a: failed calling webhook: timeout");
      assertThat(status(key).message()).isEqualTo("a: ApiError");
      assertThat(eventReasons()).containsExactly("Started", "Stalled");
      api.admission(answer -> answer);
      pass(Duration.ofMinutes(2));
      assertThat(jobNames()).containsExactly("f-a");
      assertThat(status(key).conditions()).extracting(Condition::getType).doesNotContain("Stalled");
    }

    @Test
    void asksLessAndLessOftenHoweverOftenTheServersWordsChange() {
      int[] count = {0};
      api.admission(
          answer ->
              Answer.refused(
                  ApiRefusal.local(ApiRefusal.Kind.UNKNOWN, "request " + ++count[0] + " failed")));
      apply(JobFlows.named("f").flow("a"));

      pass(Duration.ofHours(1));

      assertThat(api.takeRequests().stream().filter(request -> request.startsWith("create")))
          .hasSizeLessThan(120);
      assertThat(api.statuses()).hasSizeLessThan(12);
      assertThat(eventReasons()).containsOnlyOnce("Stalled");
    }

    @ParameterizedTest
    @EnumSource(names = {"FORBIDDEN", "UNKNOWN", "THROTTLED"})
    void startsTheOthersWhileOneIsRefused(ApiRefusal.Kind kind) {
      api.admissionOf(
          job ->
              answer ->
                  job.equals("f-a")
                      ? Answer.refused(
                          new ApiRefusal(kind, 429, "not this one", Duration.ofSeconds(1)))
                      : answer);

      JobFlowKey key = apply(JobFlows.named("f").flow("a").flow("b").flow("c").flowAfter("z", "a"));
      pass(Duration.ofMinutes(1));

      assertThat(jobNames()).containsExactlyInAnyOrder("f-b", "f-c");
      assertThat(condition(key, "Stalled").getMessage()).contains("not this one");
    }

    @Test
    void asksLessAndLessOftenWhileTheQuotaIsFull() {
      api.admission(refusing(ApiRefusal.Kind.QUOTA, "exceeded quota: jobs"));
      JobFlows wide = JobFlows.named("f");
      for (int i = 0; i < 20; i++) {
        wide.flow("a" + i);
      }
      apply(wide);

      pass(Duration.ofHours(1));

      assertThat(api.takeRequests().stream().filter(request -> request.startsWith("create")))
          .hasSizeLessThan(40);
    }

    @Test
    void recordsLessWhenTheServerTakesNoMore() {
      api.statusLimit(900);
      JobFlows wide = JobFlows.named("f");
      for (int i = 0; i < 8; i++) {
        wide.flow("a" + i);
      }
      wide.flowAfter("last", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7");
      JobFlowKey key = apply(wide.spec("parallelism: 1"));
      for (int i = 0; i < 8; i++) {
        end("f-a" + i, true);
        pass(Duration.ofSeconds(2));
      }

      end("f-last", true);

      assertThat(status(key).phase()).isEqualTo("Succeeded");
      assertThat(status(key).progress()).isEqualTo("9/9");
    }

    @Test
    void writesNothingAgainAndAgainThatAnOlderSchemaDoesNotKeep() {
      api.schema(
          full ->
              new JobFlowStatus(
                  full.observedGeneration(),
                  full.phase(),
                  full.attempt(),
                  full.stopReason(),
                  full.startTime(),
                  full.completionTime(),
                  full.duration(),
                  null,
                  full.message(),
                  full.conditions(),
                  full.flows(),
                  null));
      JobFlowKey key = apply(chain());
      pass(Duration.ofSeconds(5));
      api.takeRequests();

      pass(Duration.ofMinutes(30));

      assertThat(api.takeRequests()).hasSizeLessThan(4);
      end("f-a", true);
      end("f-b", true);
      assertThat(status(key).phase()).isEqualTo("Succeeded");
    }

    @Test
    void tellsOnceWhatTheServerWarnsOf() {
      api.admission(
          answer ->
              answer.map(
                  created ->
                      new Written(created.uid(), created.resourceVersion(), List.of("too new"))));

      apply(JobFlows.named("f").flow("a").flow("b"));

      assertThat(eventReasons()).containsExactly("Started", "TemplateWarning");
    }

    @Test
    void failsTheFlowWhoseJobIsMoreThanTheServerTakes() {
      api.admission(refusing(ApiRefusal.Kind.UNKNOWN, "etcdserver: request is too large"));

      JobFlowKey key = apply(JobFlows.named("f").flow("a"));

      assertThat(flow(key, "a").reason()).isEqualTo("InvalidTemplate");
      assertThat(status(key).phase()).isEqualTo("Failed");
    }

    @Test
    void tellsOnceThatThereIsNoRoomForAnyStatus() {
      api.statusLimit(10);

      apply(chain());
      pass(Duration.ofMinutes(10));

      assertThat(eventReasons()).containsExactly("StatusTooLarge");
      assertThat(api.jobs()).isEmpty();
    }

    @Test
    void saysSoWhenAJobGetsNoPods() {
      JobFlowKey key = apply(JobFlows.named("f").flow("a"));
      api.edit("f-a", job -> job.setStatus(started(api.now())));
      pass(Duration.ofSeconds(28));
      assertThat(status(key).message()).isEqualTo("running: a");

      pass(Duration.ofSeconds(5));

      assertThat(condition(key, "Stalled").getReason()).isEqualTo("NoPods");
      assertThat(flow(key, "a").phase()).isEqualTo("Running");
      end("f-a", true);
      assertThat(status(key).phase()).isEqualTo("Succeeded");
    }

    @Test
    void goesOnWhenItMayWriteAgain() {
      api.faults(() -> Fault.FENCE);
      apply(chain());
      api.faults(() -> Fault.NONE);
      pass(Duration.ofSeconds(2));
      assertThat(jobNames()).containsExactly("f-a");

      faultAt(2, Fault.FENCE);
      end("f-a", true);
      pass(Duration.ofSeconds(2));

      assertThat(jobNames()).containsExactly("f-a", "f-b");
    }

    @Test
    void actsOnNoRecordThatTookTooLongToWrite() {
      int[] count = {0};
      api.faults(
          () -> {
            // the process stands still while its first record is on its way
            if (++count[0] == 1) {
              api.pass(Duration.ofSeconds(20));
            }
            return Fault.NONE;
          });

      apply(chain());
      pass(Duration.ofSeconds(6));

      assertThat(api.takeRequests())
          .startsWith("update status f", "get job f-a")
          .containsSubsequence("get job f-a", "update status f", "create job f-a");
    }

    @Test
    void goesOnAfterAServerThatDidNotKnowOurResourcesYet() {
      faultAt(1, Fault.DENY_KNOWLEDGE);
      apply(chain());
      api.faults(() -> Fault.NONE);
      pass(Duration.ofSeconds(2));
      assertThat(jobNames()).containsExactly("f-a");

      faultAt(2, Fault.DENY_KNOWLEDGE);
      end("f-a", true);
      api.faults(() -> Fault.NONE);
      pass(Duration.ofSeconds(2));

      assertThat(jobNames()).containsExactly("f-a", "f-b");
    }

    @Test
    void stopsQuietlyInATerminatingNamespace() {
      api.admission(refusing(ApiRefusal.Kind.NAMESPACE_TERMINATING, "being terminated"));
      apply(chain());
      api.takeRequests();

      pass(Duration.ofMinutes(1));

      assertThat(api.takeRequests()).isEmpty();
    }
  }

  @Nested
  class WithAJobTemplateRef {
    @Test
    void waitsForTheTemplateAndGoesOnWhenItAppears() {
      JobFlowKey key =
          apply(JobFlows.named("f").rawFlow("a", "jobTemplateRef: nightly").flowAfter("b", "a"));
      assertThat(condition(key, "Stalled").getReason()).isEqualTo("TemplateNotFound");
      assertThat(status(key).message()).contains("a: TemplateNotFound");

      templates.put("default/nightly", new Decoded<>("t", "1", template(), null, false));
      operator.touchTemplate("nightly");
      settle();

      assertThat(jobNames()).containsExactly("f-a");
      pass(Duration.ofSeconds(2));
      assertThat(status(key).conditions()).extracting(Condition::getType).doesNotContain("Stalled");
      end("f-a", true);
      assertThat(jobNames()).containsExactly("f-a", "f-b");
    }
  }

  @Nested
  class WithAJobTemplateThatTwoWaitFor {
    @Test
    void missesNoJobThatTheOtherHasCreated() {
      JobFlowKey key = apply(JobFlows.named("f").rawFlow("a", "jobTemplateRef: nightly"));
      FakeOperator other = new FakeOperator(api, templates, ControllerListener.NONE);
      other.settle();
      templates.put("default/nightly", new Decoded<>("t", "1", template(), null, false));
      operator.touchTemplate("nightly");
      pass(Duration.ofSeconds(3));
      assertThat(phase(key, "a")).isEqualTo("Running");

      boolean more = true;
      while (more) {
        more = other.deliverJobFlow();
      }
      other.work();

      assertThat(phase(key, "a")).isEqualTo("Running");
    }
  }

  @Nested
  class WithAJobTemplateThatMakesNoSense {
    @Test
    void saysWhatIsWrongAndGoesOnWhenItIsMended() {
      templates.put("default/nightly", new Decoded<>("t", "1", null, "nested too deeply", false));
      JobFlowKey key = apply(JobFlows.named("f").rawFlow("a", "jobTemplateRef: nightly"));

      assertThat(condition(key, "Stalled").getReason()).isEqualTo("TemplateUnreadable");
      assertThat(condition(key, "Stalled").getMessage())
          .isEqualTo("a: JobTemplate nightly in default cannot be read: nested too deeply");
      templates.put("default/nightly", new Decoded<>("t", "2", new JobTemplate(), null, false));
      operator.touchTemplate("nightly");
      settle();
      pass(Duration.ofSeconds(2));
      assertThat(condition(key, "Stalled").getMessage()).endsWith("it has no spec.jobTemplate");
      templates.put("default/nightly", new Decoded<>("t", "3", template(), null, false));
      operator.touchTemplate("nightly");
      settle();
      assertThat(jobNames()).containsExactly("f-a");
    }
  }

  private static JobTemplate template() {
    JobTemplate template = new JobTemplate();
    template.setSpec(
        new JobTemplateSpec(
            JobFlows.named("x").flow("x").build().getSpec().flows().get(0).jobTemplate()));
    return template;
  }

  @Nested
  class WithABadSpec {
    @Test
    void namesEveryProblemAndStartsNothing() {
      JobFlowKey key =
          apply(JobFlows.named("f").flowAfter("a", "b").flowAfter("b", "a").flowAfter("c", "aa"));

      assertThat(status(key).phase()).isEqualTo("Invalid");
      assertThat(condition(key, "Stalled").getMessage()).contains("cycle", "unknown flow \"aa\"");
      assertThat(api.jobs()).isEmpty();
      assertThat(eventReasons()).containsExactly("SpecRejected");
    }

    @Test
    void startsOnceItIsMended() {
      JobFlowKey key = apply(JobFlows.named("f").flowAfter("a", "b"));

      apply(JobFlows.named("f").flow("a"));

      assertThat(jobNames()).containsExactly("f-a");
      assertThat(status(key).phase()).isEqualTo("Running");
    }

    @Test
    void stallsWhenTheFlowsAreChangedAfterTheStartAndGoesOnWhenTheyAreChangedBack() {
      JobFlowKey key = apply(chain());

      apply(JobFlows.named("f").flow("a").flowAfter("c", "a"));
      end("f-a", true);
      assertThat(condition(key, "Stalled").getReason()).isEqualTo("SpecChanged");
      assertThat(jobNames()).containsExactly("f-a");

      apply(chain());
      assertThat(jobNames()).containsExactly("f-a", "f-b");
    }
  }
}
